from django.apps import AppConfig


class GalleryConfig(AppConfig):
    """The reports of all rooms: their pages and files, those that staff save, and those made regularly."""

    name = "baliportal.reports"
    verbose_name = "Reports"
