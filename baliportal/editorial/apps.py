from django.apps import AppConfig


class EditorialConfig(AppConfig):
    """Editorial work in the admin: workflow pages, proposals, scheduling, verification, presence, merging, the desk."""

    name = "baliportal.editorial"
    label = "editorial"
    verbose_name = "Editorial"
