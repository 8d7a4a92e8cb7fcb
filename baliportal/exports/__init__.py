"""Exports: file formats, delivery over HTTP, CSV made by the database, reports as data, plots."""
