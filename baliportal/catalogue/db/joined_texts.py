"""Aggregate that joins the texts of a group."""

from django.db.models import Aggregate, TextField


class JoinedTexts(Aggregate):
    """The texts of a group with SEPARATOR between them, in no order; no name and no title holds that character."""

    SEPARATOR = "\x1f"
    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, CHAR(31))"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(
            compiler, connection, function="STRING_AGG", template="%(function)s(%(expressions)s, CHR(31))", **context
        )
