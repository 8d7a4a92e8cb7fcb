"""The files of a report as its page tells of them: where they are, how many rows, about how big, how programs ask."""

from functools import cached_property

from django.template.defaultfilters import filesizeformat

from baliportal.exports.formats.registry import TABLE_FORMATS

from .exports import ReportTable


class ReportFiles:
    """The files of one report under its filters; `base` is the portal's own address."""

    def __init__(self, page, base):
        self.page, self.base = page, base

    @cached_property
    def formats(self):
        """Every format: its name, address, rows, size, and what it is good for."""
        files = [self._file(suffix) for suffix in TABLE_FORMATS]
        query = self.page.filters.data.urlencode()
        choices = f"{self.page.report.choices_url}{query and '?'}{query}"
        return [*files, {"label": "Choose columns and form", "url": choices, "note": ""}]

    @property
    def commands(self):
        """How a program takes the files away: what a command does, and the command."""
        name, csv = self.page.report.name, self.absolute("csv")
        return [
            (f"Save all as CSV ({self.page.total_sentence}), compressed on the way",
             f'curl --compressed -o {name}.csv "{csv}"'),
            ("The same again, but only when something has changed since",
             f'curl --compressed --etag-save {name}.etag --etag-compare {name}.etag -o {name}.csv "{csv}"'),
            ("Read row by row, one JSON object in a line",
             f'curl --compressed -sN "{self.absolute("jsonl")}" | head -n 3'),
            ("What the file holds, its count and its checksum", f'curl -s "{self.absolute("csv.manifest.json")}"'),
        ]  # fmt: skip

    def address(self, suffix):
        """The same address with a suffix in place of the slash, and the same filters."""
        query = self.page.filters.data.urlencode()
        return f"{self.page.report.file_url}.{suffix}{query and '?'}{query}"

    def absolute(self, suffix):
        return self.base + self.address(suffix)

    def size(self, suffix):
        """About how many bytes the file has: exact when the page shows every row, else reckoned from those it shows."""
        empty, first = (self._written(suffix, rows) for rows in ([], self.page.shown))
        rows = len(self.page.shown)
        return first if rows == self.page.total else empty + (first - empty) * self.page.total // rows

    def _file(self, suffix):
        name, use = TABLE_FORMATS[suffix].label, TABLE_FORMATS[suffix].use
        about = "" if len(self.page.shown) == self.page.total else "about "
        note = ", ".join(filter(None, [self.page.total_sentence, about + filesizeformat(self.size(suffix)), use]))
        return {"label": name, "url": self.address(suffix), "note": note}

    def _written(self, suffix, rows):
        """How many bytes a file of just these rows has; what stands before the rows does not matter here."""
        table = ReportTable(self.page.report, self.page.filters, self.base, rows)
        return sum(map(len, TABLE_FORMATS[suffix].write(table)))
