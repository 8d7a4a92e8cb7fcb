from django.apps import AppConfig


class MembersConfig(AppConfig):
    """Who takes part: member states, organisations, and the systems they share."""

    name = "members"
    verbose_name = "Members, organisations and systems"
