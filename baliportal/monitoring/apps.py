from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "baliportal.monitoring"
    label = "monitoring"
    verbose_name = "Monitoring"

    def ready(self):
        from django.db.backends.signals import connection_created

        from .slow_queries import watch

        connection_created.connect(watch, dispatch_uid="baliportal.monitoring.slow_queries")
