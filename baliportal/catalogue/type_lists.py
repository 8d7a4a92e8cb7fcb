"""Lists of their own for the records of one type, beside the list of their kind."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TypeList:
    """The list of one type of a kind (`Kind.type_lists`), at a path of its own; `view` is the dotted name of its view.

    Its address is that of a list in every way: files, manifests and choices are those of the kind, limited to the type.
    """

    path: str
    type: str
    title: str
    question: str
    view: str


def type_list_at(kind, path: str) -> TypeList | None:
    """Return the list of a type of this kind at a path; None where the path is that of the kind's own list."""
    return next((each for each in kind.type_lists if each.path == path), None)
