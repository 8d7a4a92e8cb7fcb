from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """The same rows in every file format, and the base of all reports."""

    name = "baliportal.exports"
    verbose_name = "Exports"
