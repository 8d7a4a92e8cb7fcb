"""Middleware that charges each visitor's budget for pages that are made anew: 429 with Retry-After over it."""

import ipaddress
import math
import time
from functools import cached_property

from django.conf import settings
from django.http import HttpResponse

from baliportal.accounts.client_address import client_address, network_of

from .budget import Budget
from .costs import COSTS, traffic_class
from .refusals import refusal_page
from .sessions import is_known, remember
from .shared_table import SharedTable, key_of


class VisitorBudget:
    """Stands inside the page cache and outside sessions: what is refused costs no query.

    A visitor is an IPv4 address or the /64 network of an IPv6 address, as the trusted proxies tell it. Requests of this
    machine itself are not charged: without PORTAL_PROXIES a proxy on it would make all visitors one.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self._table = SharedTable()  # made before the workers are forked

    @cached_property
    def budget(self):
        limits = settings.TRAFFIC
        if not limits.budget_per_second:
            return None
        return Budget(limits.budget_per_second, limits.budget_at_once, self._table)

    def __call__(self, request):
        wait = self.charge(request)
        if wait:
            return too_many_requests(wait)
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            remember(request.session.session_key)
        return response

    def charge(self, request):
        """Return the seconds to wait, 0.0 for a request that may pass."""
        cost = COSTS[traffic_class(request.path, request.META.get("QUERY_STRING", ""))]
        address = client_address(request)
        if not (self.budget and cost and is_charged(address)):
            return 0.0
        if is_known(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")):
            return 0.0
        return self.budget.charge(key_of(network_of(address), settings.SECRET_KEY), cost, time.monotonic())


def is_charged(address):
    return address is not None and not ipaddress.ip_address(address.partition("%")[0]).is_loopback


def too_many_requests(wait):
    seconds = math.ceil(wait)
    return HttpResponse(
        refusal_page(429, seconds), status=429, headers={"Retry-After": seconds, "Cache-Control": "no-store"}
    )
