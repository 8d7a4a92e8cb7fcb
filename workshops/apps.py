from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """Every meeting of the process, from ministerial conferences to training courses."""

    name = "workshops"
    verbose_name = "Workshops and meetings"
