from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The outbox of mail and notices."""

    name = "baliportal.notices"
    label = "notices"
    verbose_name = "Notices"
