from django.apps import AppConfig


class LinkcheckConfig(AppConfig):
    """The checker of external links."""

    name = "baliportal.linkcheck"
    label = "linkcheck"
    verbose_name = "External links"
