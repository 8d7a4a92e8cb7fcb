from django.apps import AppConfig


class CurationConfig(AppConfig):
    """The desk of the secretariat: roles, proposals, spreadsheets in and out, checks of quality and of links."""

    name = "baliportal.curation"
    label = "curation"
    verbose_name = "Curation"
