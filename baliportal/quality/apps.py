from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Quality checks and duplicate candidates, updated after every commit to the journal."""

    name = "baliportal.quality"
    label = "quality"
    verbose_name = "Quality"

    def ready(self):
        from baliportal.catalogue.journal import committed

        from .indexer import bring_up_to_date

        committed.connect(bring_up_to_date, dispatch_uid="quality follows the journal")
