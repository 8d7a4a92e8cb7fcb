"""Workflow statuses and visibility levels of an entry: a leaf module that both models and services may import."""

from django.db import models


class Status(models.TextChoices):
    """Workflow status of an entry."""

    DRAFT = "draft"
    IN_REVIEW = "in-review", "in review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Visibility(models.TextChoices):
    """Audience of a published entry: everybody, signed-in officials, or the secretariat alone."""

    PUBLIC = "public"
    OFFICIALS = "officials"
    SECRETARIAT = "secretariat"


#: Who alone sees what has this visibility, as a badge; what everybody sees has none.
RESTRICTIONS = {
    Visibility.OFFICIALS: "For officials only",
    Visibility.SECRETARIAT: "For the secretariat only",
}


def levels_for(audience: str) -> list[str]:
    """The visibilities that an audience may see: its own and every wider one."""
    levels = list(Visibility)
    return levels[: levels.index(audience) + 1]
