from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The search index, which follows the journal from commit to commit, and the list pages."""

    name = "baliportal.search"
    label = "search"
    verbose_name = "Search"

    def ready(self) -> None:
        from baliportal.catalogue.journal import committed

        from .index.sync import after_commit

        committed.connect(after_commit, dispatch_uid="search catches up")
