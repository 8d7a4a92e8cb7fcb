from django.apps import AppConfig


class CurationConfig(AppConfig):
    """The desk of the secretariat: roles, proposals, spreadsheets in and out, checks of quality and of links."""

    name = "baliportal.curation"
    label = "curation"
    verbose_name = "Curation"

    def ready(self):
        from baliportal.catalogue.journal import committed

        from .quality.reading import up_to_date

        committed.connect(up_to_date, dispatch_uid="quality reads on")
