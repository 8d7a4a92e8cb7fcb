"""/metrics in Prometheus' text format, for whoever sends the token in METRICS_TOKEN; for all others no such page."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from .gauges import Gauges
from .request_metrics import RequestMetrics

PATH = "/metrics"


def is_asked_by_operator(request):
    """True for the metrics' path with the right bearer token. Without one the address is not found, as any other."""
    token = settings.MONITORING["metrics_token"]
    if request.path != PATH or request.method != "GET" or not token:
        return False
    return constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}")


@never_cache
def metrics(request):
    registry = CollectorRegistry(auto_describe=False)
    registry.register(RequestMetrics())
    registry.register(Gauges())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
