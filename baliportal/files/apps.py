from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files that belong to entries."""

    name = "baliportal.files"
    label = "files"
    verbose_name = "Files"
