from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CurationConfig(AppConfig):
    """The desk of the secretariat: roles, proposals, spreadsheets in and out, checks of quality and of links."""

    name = "baliportal.editorial"
    label = "curation"
    verbose_name = "Curation"

    def ready(self):
        from baliportal.accounts.groups import follow_the_table
        from baliportal.catalogue.journal import committed
        from baliportal.quality.indexer import up_to_date

        committed.connect(up_to_date, dispatch_uid="quality reads on")
        post_migrate.connect(follow_the_table, sender=self, dispatch_uid="groups follow the table of roles")
