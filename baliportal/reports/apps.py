from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Report pages, their files, saved reports and scheduled snapshots of them."""

    name = "baliportal.reports"
    label = "reports"
    verbose_name = "Reports"
