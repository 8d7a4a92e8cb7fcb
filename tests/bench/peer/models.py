"""The corpus as Django models for modelsearch, with the portal's weights."""

from django.db import models
from modelsearch import index


class Country(models.Model):
    code = models.CharField(max_length=2, unique=True)


class Topic(models.Model):
    slug = models.CharField(max_length=80, unique=True)


class Entry(index.Indexed, models.Model):
    kind = models.CharField(max_length=20, db_index=True)
    type = models.CharField(max_length=40, db_index=True)
    language = models.CharField(max_length=8, db_index=True)
    year = models.CharField(max_length=4, db_index=True)
    title = models.CharField(max_length=500)
    original_title = models.CharField(max_length=500)
    number = models.CharField(max_length=120)
    summary = models.TextField()
    text = models.TextField()
    countries = models.ManyToManyField(Country, related_name="entries")
    topics = models.ManyToManyField(Topic, related_name="entries")

    search_fields = [
        index.SearchField("title", boost=4),
        index.AutocompleteField("title"),
        index.SearchField("number", boost=6),
        index.SearchField("original_title", boost=3),
        index.SearchField("summary", boost=1.5),
        index.SearchField("text"),
        *(index.FilterField(name) for name in ("kind", "type", "language", "year", "countries", "topics")),
        index.RelatedFields("countries", [index.FilterField("code")]),
    ]
