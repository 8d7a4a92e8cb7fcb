from django.db import models


class Finding(models.Model):
    """What a check found in the record of an entry, and on which days it holds.

    Read off the journal and made anew whenever it goes on (see `quality.reading`): nobody writes it by hand. As in the
    journal the entry is named by its public id, so that it can go without asking here.
    """

    subject = models.CharField(max_length=12, help_text="Public id of the entry.")
    kind = models.CharField(max_length=20, default="", help_text="Kind of the entry.")
    check_name = models.CharField("check", max_length=40)
    since = models.DateField()
    until = models.DateField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="finding_stands_once", fields=["subject", "check_name"])]
        indexes = [models.Index(fields=["check_name", "since", "until", "kind", "subject"], name="finding_by_check")]

    def __str__(self):
        return f"{self.subject}: {self.check_name}"
