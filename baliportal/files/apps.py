from django.apps import AppConfig
from django.db.models.signals import post_save


class FilesConfig(AppConfig):
    """Files of entries and their texts."""

    name = "baliportal.files"
    label = "files"
    verbose_name = "Files"

    def ready(self):
        from .models import File
        from .texts import read_soon

        post_save.connect(lambda **_: read_soon(), sender=File, weak=False, dispatch_uid="read the text of a new file")
