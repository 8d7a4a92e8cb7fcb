from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "baliportal.search"
    label = "search"
    verbose_name = "Search"
