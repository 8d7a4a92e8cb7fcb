from django.apps import AppConfig


class LegislationConfig(AppConfig):
    """Laws, agreements and treaties."""

    name = "legislation"
    verbose_name = "Legislation, agreements and treaties"
