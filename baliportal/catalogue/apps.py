from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The ground floor: entries, vocabularies, publishing, history."""

    name = "baliportal.catalogue"
    verbose_name = "Catalogue"

    def ready(self):
        from . import journal
        from .journal import writer

        journal.set_writer(writer)
        from .journal import signals  # noqa: F401  (connects the one receiver that notices many-to-many changes)
