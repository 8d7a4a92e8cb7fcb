from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Quality checks and duplicate candidates, kept up to date with the journal."""

    name = "baliportal.quality"
    label = "quality"
    verbose_name = "Quality"

    def ready(self):
        from baliportal.catalogue.journal import committed

        from .indexer import up_to_date

        committed.connect(up_to_date, dispatch_uid="quality follows the journal")
