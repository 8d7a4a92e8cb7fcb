"""Settings of monitoring, from the environment."""

from baliportal.environment import Refused, number, text

SHORTEST_TOKEN = 20  # characters


def monitoring():
    """The setting MONITORING: token of /metrics, "" for no metrics; milliseconds of a slow query, 0 for no lines."""
    return {"metrics_token": metrics_token(), "slow_query": number("PORTAL_SLOW_QUERY", 1000, 0, 600_000)}


def metrics_token():
    token = text("PORTAL_METRICS_TOKEN")
    if token and (len(token) < SHORTEST_TOKEN or not token.isascii() or " " in token):
        raise Refused(f"PORTAL_METRICS_TOKEN must be {SHORTEST_TOKEN} characters or more, of ASCII and without blanks.")
    return token
