from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The index beside the database, and the list of everything."""

    name = "baliportal.search"
    label = "search"
    verbose_name = "Search"

    def ready(self):
        from baliportal.catalogue.journal import committed

        from .index.sync import after_commit

        committed.connect(after_commit, dispatch_uid="search catches up")
