from django.db import models


class ReaderPosition(models.Model):
    """How far a reader of the journal has come: everything up to `number` is in what it keeps."""

    reader = models.CharField(max_length=40, primary_key=True)
    number = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.reader} at change {self.number}"
