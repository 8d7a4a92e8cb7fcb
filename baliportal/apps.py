from django.apps import AppConfig


class BaliportalConfig(AppConfig):
    name = "baliportal"
    label = "baliportal"
    verbose_name = "Portal"
