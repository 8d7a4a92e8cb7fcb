"""CSV lines that PostgreSQL writes itself, by COPY, streamed.

The keys of a batch are one array parameter and the lines come in their order. The first line of a large batch comes
late, after the whole batch was joined and sorted, but large batches read each index once. So a small batch goes first,
and while a large one is handed out the next is being prepared.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db import connection
from django.db.models import QuerySet

from baliportal.catalogue.db.chunks import batched
from baliportal.catalogue.db.prefetch import iter_parts
from baliportal.catalogue.models import Entry
from baliportal.catalogue.schema.scalars import SEPARATOR

from ..formats.formulas import neutralise_in_postgresql

#: Keys in the first batch, small so that the first line comes soon.
FIRST_BATCH = 1_000
#: Keys in every later batch.
LATER_BATCH = 500_000
#: Lines joined at a time: 200 stay in the processor's cache and take half the time of 1,000.
LINES = 200
#: Groups of lines in one chunk.
GROUPS = 5
#: Every table has an index by the same keys, so merge joins read each index once, in order; hash joins would build
#: large hash tables and split them into batches. The one sort that is left, of whole lines, gets this much memory.
SETTINGS = "SET LOCAL enable_hashjoin = off; SET LOCAL work_mem = '16MB'"


class CopyReader:
    """Lines of a queryset of rows with a key `cell_pk` and cells `cell_0`, `cell_1` ... up to `width`.

    `relations` gives, by place, the cells that the rows lack: querysets of (key of a row, name of one related record),
    whose names are joined. `texts` are the places of columns in which a cell may have to be neutralised.
    """

    def __init__(
        self, rows: QuerySet, width: int, relations: Mapping[int, QuerySet], texts: Iterable[int], delimiter: str
    ):
        self._rows, self._relations, self._delimiter = rows, relations, delimiter
        texts = set(texts)
        names = [(place in texts, f"cell_{place}") for place in range(width)]
        self._cells = ", ".join(
            neutralise_in_postgresql(name) if text else f"NULLIF({name}, '')" for text, name in names
        )

    def chunks(self, pks: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """(number of rows, lines) in chunks, in the order of the keys; keys without a row are left out."""
        pks = iter(pks)
        first = array("q", islice(pks, FIRST_BATCH))
        yield from self._copy(first)
        if len(first) == FIRST_BATCH:
            yield from iter_parts(self._copy, _batches(pks))

    def _copy(self, keys):
        statement, params = self._statement(keys)
        with connection.cursor() as cursor:
            cursor.execute(SETTINGS)
            with cursor.copy(statement, params) as copy:
                for groups in batched(map(_join_lines, batched(copy, LINES)), GROUPS):
                    yield sum(rows for rows, _ in groups), b"".join(lines for _, lines in groups)

    def _statement(self, keys):
        """The COPY statement, made of names from this code only, and its parameters."""
        rows, params = self._rows.query.sql_with_params()
        joins, join_params = self._joins(len(keys))
        statement = f"""
            COPY (
                WITH requested AS MATERIALIZED (
                    SELECT * FROM unnest(%s::bigint[]) WITH ORDINALITY AS requested(pk, place)
                )
                SELECT {self._cells} FROM (
                    SELECT * FROM requested JOIN ({rows}) AS cells ON cells.cell_pk = requested.pk {joins}
                    ORDER BY requested.place
                ) AS lines
            ) TO STDOUT (FORMAT csv, DELIMITER %s)"""  # noqa: S608
        return statement, [_array_literal(keys), *params, *join_params, self._delimiter]

    def _joins(self, key_count):
        """SQL that joins the aggregated names of each relation, and its parameters."""
        joins, params = [], []
        # Restricting the names to the keys costs more than it saves where the keys are most of all entries.
        only = "" if _are_most_entries(key_count) else "JOIN requested ON requested.pk = ends.pk"
        for place, pairs in self._relations.items():
            sql, pair_params = pairs.query.sql_with_params()
            params += pair_params
            joins.append(f"""LEFT JOIN (
                SELECT pk, string_agg(name, '{SEPARATOR}') AS cell_{place} FROM (
                    SELECT ends.pk, name FROM ({sql}) AS ends(pk, name) {only} ORDER BY ends.pk, name COLLATE "C"
                ) AS ends GROUP BY pk
            ) AS set_{place} ON set_{place}.pk = requested.pk""")  # noqa: S608
        return " ".join(joins), params


def _are_most_entries(key_count: int) -> bool:
    return key_count > FIRST_BATCH and 2 * key_count > Entry.objects.count()


def _batches(pks: Iterator[int]) -> Iterator[array]:
    while batch := array("q", islice(pks, LATER_BATCH)):
        yield batch


def _join_lines(lines: Sequence[bytes]) -> tuple[int, bytes]:
    """Number and bytes of lines that COPY ended with a newline: with CRLF at their ends, and newlines within cells."""
    text = b"".join(lines)
    if b"\r" in text:
        lines = [bytes(line).replace(b"\r\n", b"\n").replace(b"\r", b"\n") for line in lines]
    elif text.count(b"\n") == len(lines):  # the usual case: no newline within a cell, so all may be replaced at once
        return len(lines), text.replace(b"\n", b"\r\n")
    return len(lines), b"\r\n".join([*(line[:-1] for line in lines), b""])


def _array_literal(pks: Sequence[int]) -> str:
    """Keys as the text of a PostgreSQL array, which is faster than to let psycopg adapt each of them."""
    return f"{{{','.join(','.join(map(str, batch)) for batch in batched(pks, LINES))}}}"
