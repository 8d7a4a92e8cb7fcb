"""The portal of a release whose upgrade fails."""

from baliportal.settings import *  # noqa: F403
from baliportal.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.failing_upgrade"]
