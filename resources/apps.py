from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """Publications, campaigns and opportunities of the process and its partners."""

    name = "resources"
    verbose_name = "Resources"
