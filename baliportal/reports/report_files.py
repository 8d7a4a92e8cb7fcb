"""The files of a report on its page: addresses, numbers of rows, sizes, and commands that download them."""

from functools import cached_property

from django.template.defaultfilters import filesizeformat

from baliportal.exports.formats.registry import TABLE_FORMATS

from .exports import ReportTable


class ReportFiles:
    """The files of one ReportPage under its filters; `base` is the portal's base address."""

    def __init__(self, page, base):
        self.page, self.base = page, base

    @cached_property
    def formats(self):
        """Label, address and note of each format, with rows, size and use in the note; last the page of options."""
        files = [self._file(suffix) for suffix in TABLE_FORMATS]
        query = self.page.filters.data.urlencode()
        choices = f"{self.page.report.choices_url}{query and '?'}{query}"
        if getattr(self.page.report.plot, "picture", ""):
            files.append({"label": "SVG", "url": self.address("svg"), "note": "the map as a picture"})
        return [*files, {"label": "Choose columns and form", "url": choices, "note": ""}]

    @property
    def commands(self):
        """(description, shell command) of each example for programs."""
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
        """Path of the file of this suffix under the same filters."""
        query = self.page.filters.data.urlencode()
        return f"{self.page.report.file_url}.{suffix}{query and '?'}{query}"

    def absolute(self, suffix):
        return self.base + self.address(suffix)

    def size(self, suffix):
        """Bytes of the file: exact for few rows, else estimated from the first ones."""
        empty, first = (self._file_size(suffix, rows) for rows in ([], self.page.sample))
        rows = len(self.page.sample)
        return first if rows == self.page.total else empty + (first - empty) * self.page.total // rows

    def _file(self, suffix):
        name, use = TABLE_FORMATS[suffix].label, TABLE_FORMATS[suffix].use
        about = "" if len(self.page.sample) == self.page.total else "about "
        note = ", ".join(filter(None, [self.page.total_sentence, about + filesizeformat(self.size(suffix)), use]))
        return {"label": name, "url": self.address(suffix), "note": note}

    def _file_size(self, suffix, rows):
        """Bytes of a file with these rows only."""
        table = ReportTable(self.page.report, self.page.filters, self.base, rows, self.page.total)
        return sum(map(len, TABLE_FORMATS[suffix].write(table)))
