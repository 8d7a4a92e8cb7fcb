from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Spreadsheet imports and bulk edits: previewed, written and undone as one batch."""

    name = "baliportal.imports"
    label = "imports"
    verbose_name = "Imports"
