from django.db import models


class Finding(models.Model):
    """Result of one check for one entry, with the days on which it holds; `other` is set where two contradict.

    Derived from the journal by `quality.indexer`. As in the journal, the public id names the entry instead of a
    foreign key, so that an entry can be deleted without touching this table.
    """

    subject = models.CharField(max_length=12, help_text="Public id of the entry.")
    kind = models.CharField(max_length=20, default="", help_text="Kind of the entry.")
    check_name = models.CharField("check", max_length=40)
    other = models.CharField(max_length=12, default="", help_text="Public id of the entry that contradicts it.")
    since = models.DateField()
    until = models.DateField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="finding_stands_once", fields=["subject", "check_name", "other"])]
        indexes = [
            models.Index(fields=["check_name", "since", "until", "kind", "subject"], name="finding_by_check"),
            models.Index(fields=["other"], name="finding_by_other", condition=~models.Q(other="")),
        ]

    def __str__(self):
        return f"{self.subject}: {self.check_name}"
