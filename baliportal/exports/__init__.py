"""Exports: file formats, delivery over HTTP, SQL-made CSV, reports as data, plots."""
