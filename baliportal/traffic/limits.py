"""Limits of traffic from the environment: setting TRAFFIC."""

from dataclasses import dataclass

from baliportal.environment import number

MIB = 1024 * 1024


LIGHT_THREADS = 2  # of each worker, for health checks, static files and the page for people in danger
STAFF_THREADS = 2  # of each worker, for people who are signed in


@dataclass(frozen=True)
class TrafficLimits:
    """Budgets are in units (see costs.py), bytes in bytes, times in seconds."""

    budget_per_second: int = 20
    budget_at_once: int = 1200
    longest_wait: float = 0.4
    export_threads: int = 2
    connections: int = 1000
    spool: int = 1024 * MIB
    largest_upload: int = 120 * MIB
    largest_body: int = MIB

    @property
    def threads_beside(self) -> int:
        """Threads of each worker beside those for pages: each may hold a connection to the database."""
        return LIGHT_THREADS + STAFF_THREADS + self.export_threads


def traffic_limits() -> TrafficLimits:
    """Read the environment. Raises Refused."""
    return TrafficLimits(
        budget_per_second=number("PORTAL_BUDGET_PER_SECOND", 20, 0, 100_000),
        budget_at_once=number("PORTAL_BUDGET_AT_ONCE", 1200, 50, 1_000_000),
        longest_wait=number("PORTAL_QUEUE_MILLISECONDS", 400, 0, 60_000) / 1000,
        export_threads=number("PORTAL_EXPORT_THREADS", 2, 1, 64),
        connections=number("PORTAL_WORKER_CONNECTIONS", 1000, 20, 60_000),
        spool=number("PORTAL_SPOOL_MEGABYTES", 1024, 16, 1_000_000) * MIB,
        largest_upload=number("PORTAL_UPLOAD_MEGABYTES", 120, 1, 10_000) * MIB,
    )
