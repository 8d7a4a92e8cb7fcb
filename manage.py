#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

from baliportal.environment import refused_in_one_sentence


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baliportal.settings")
    from django.core.management import execute_from_command_line

    with refused_in_one_sentence():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
