from django.apps import AppConfig


class ToyKindConfig(AppConfig):
    """An app with one kind of entry, which no other code knows: see CONTRIBUTING, “How to add a kind of record”."""

    name = "tests.toykind"
    verbose_name = "Campaigns"
