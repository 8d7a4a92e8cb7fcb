"""Checks of uploaded documents and copies of them without private data.

Modules that run in the child process (`inspection`, `scrubbing` and what they import) import no Django. The portal
calls `checks` and `virus_scan`.
"""
