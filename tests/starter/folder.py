"""A folder of starter files that a test may cut short and edit."""

import csv

from baliportal.starter.files import OF_ANY_KIND, all_files
from baliportal.starter.load import HERE

KEYS = {file.name: file.key for file in all_files()}


class Folder:
    """A copy of the starter files with the first rows of each, and of other files only what belongs to those."""

    def __init__(self, path, keep=12, only=None):
        self.path = path
        for file in all_files():
            rows = self.original(file.name)[: keep if only is None or file.name in only else 0]
            self.write(file.name, rows)
            keys = {row[file.key] for row in rows}
            for part in file.parts:
                self.write(part.name, [row for row in self.original(part.name) if row[part.key] in keys])
            for extra in file.supplements:
                self.write(extra.name, [row for row in self.original(extra.name) if row[extra.key] in keys])
        for name in OF_ANY_KIND:
            self.write(name, [row for row in self.original(name) if self._has(row)])

    @staticmethod
    def original(name):
        with (HERE / name).open(newline="", encoding="utf-8-sig") as file:
            return list(csv.DictReader(file, strict=True))

    def rows(self, name):
        with (self.path / name).open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file, strict=True))

    def write(self, name, rows):
        with (self.path / name).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, self.original(name)[0])
            writer.writeheader()
            writer.writerows(rows)

    def change(self, name, line, /, **cells):
        """Change cells of the row in this line; returns the row."""
        rows = self.rows(name)
        rows[line - 2] |= cells
        self.write(name, rows)
        return rows[line - 2]

    def add(self, name, /, **cells):
        """Append a row with these cells, the others empty."""
        self.write(name, [*self.rows(name), dict.fromkeys(self.original(name)[0], "") | cells])

    def _has(self, line):
        file = next(file for file in all_files() if file.schema == line["kind"])
        return any(row[file.key] == line["slug"] for row in self.rows(file.name))
