from django.apps import AppConfig


class MembersConfig(AppConfig):
    """Participants of the process: member states, organisations, and the systems that states share."""

    name = "members"
    verbose_name = "Members, organisations and systems"
