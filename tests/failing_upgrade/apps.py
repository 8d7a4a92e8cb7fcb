from django.apps import AppConfig


class FailingUpgradeConfig(AppConfig):
    name = "tests.failing_upgrade"
    label = "failing_upgrade"
