from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The core app: entries, vocabularies, publishing, the journal."""

    name = "baliportal.catalogue"
    verbose_name = "Catalogue"

    def ready(self):
        from . import journal
        from .journal import writer

        journal.set_writer(writer)
        from .journal import signals  # noqa: F401  (connects the receiver of many-to-many changes)
