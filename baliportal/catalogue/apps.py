from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The ground floor: entries, vocabularies, publishing, history."""

    name = "baliportal.catalogue"
    verbose_name = "Catalogue"

    def ready(self):
        from .journal import signals  # noqa: F401  (connects the one receiver that notices many-to-many changes)
