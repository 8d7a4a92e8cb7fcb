from django.apps import AppConfig


class SandboxConfig(AppConfig):
    """Child processes under limits."""

    name = "baliportal.sandbox"
    label = "sandbox"
    verbose_name = "Sandbox"
