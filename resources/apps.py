from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """What the process and its partners have published."""

    name = "resources"
    verbose_name = "Resources"
