"""Django's Redis cache for a server that may be away: then nothing is cached, and no request fails or waits for it."""

import logging
from functools import partial

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

from baliportal.search.index.backoff import Backoff

log = logging.getLogger(__name__)

#: Seconds after which an unanswered command counts as failed, and for which no other one is sent then.
TIMEOUT, PAUSE = 1.0, 5.0

backoff = Backoff(PAUSE)  # of the process: each thread has a client of its own


class OptionalClient(RedisCacheClient):
    """Answers as an empty cache that stores nothing while the server is away."""

    def __init__(self, servers, **options):
        super().__init__(servers, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT, **options)

    def add(self, key, value, timeout):
        return _attempt(partial(super().add, key, value, timeout), otherwise=True)

    def get(self, key, default):
        return _attempt(partial(super().get, key, default), otherwise=default)

    def set(self, key, value, timeout):
        _attempt(partial(super().set, key, value, timeout))

    def touch(self, key, timeout):
        return _attempt(partial(super().touch, key, timeout), otherwise=False)

    def delete(self, key):
        return _attempt(partial(super().delete, key), otherwise=False)

    def get_many(self, keys):
        return _attempt(partial(super().get_many, keys), otherwise={})

    def has_key(self, key):
        return _attempt(partial(super().has_key, key), otherwise=False)

    def incr(self, key, delta):
        """Raises ValueError, as for a key that is not there."""
        if (value := _attempt(partial(super().incr, key, delta))) is None:
            raise ValueError("The cache does not answer.")
        return value

    def set_many(self, data, timeout):
        _attempt(partial(super().set_many, data, timeout))

    def delete_many(self, keys):
        _attempt(partial(super().delete_many, keys))

    def clear(self):
        return _attempt(super().clear, otherwise=False)


class OptionalRedisCache(RedisCache):
    """The cache backend with that client."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = OptionalClient


def _attempt(command, otherwise=None):
    if backoff.active:
        return otherwise
    try:
        return command()
    except RedisError as problem:
        backoff.start()
        log.error("The cache does not answer: %s. Nothing is cached for %d seconds.", type(problem).__name__, PAUSE)
        return otherwise
