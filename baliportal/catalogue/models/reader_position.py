from django.db import models


class ReaderPosition(models.Model):
    """Position of a journal reader: its copy of the data includes every change up to `number`."""

    reader = models.CharField(max_length=40, primary_key=True)
    number = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.reader} at change {self.number}"
