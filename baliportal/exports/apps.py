from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """Taking data away: the same rows in every format, and the reports."""

    name = "baliportal.exports"
    verbose_name = "Exports"
