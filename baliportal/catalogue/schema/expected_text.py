"""Field type of report columns that every row should fill."""

from dataclasses import dataclass

from .scalars import Text


@dataclass(frozen=True)
class ExpectedText(Text):
    """Text of a report that every row should have: where it is unknown, its cell says so."""

    NOT_RECORDED = "not recorded"

    def parse(self, text):
        return super().parse("" if text == self.NOT_RECORDED else text)

    def format(self, value):
        return value or self.NOT_RECORDED
