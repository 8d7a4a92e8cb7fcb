"""The portal with one kind more: what a release that adds a kind changes in its settings."""

from baliportal.settings import *  # noqa: F403
from baliportal.settings import INSTALLED_APPS, KINDS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.toykind"]
KINDS = [*KINDS, "tests.toykind.records.CAMPAIGN"]
