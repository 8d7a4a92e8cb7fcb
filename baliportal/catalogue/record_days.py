"""Banner, form and addresses of a record page of another day."""

from dataclasses import dataclass, replace

from .page_question import PageQuestion, day_in_words

#: Fields of the form "Another day": name, label, hint.
FIELDS = (
    ("as_of", "As of", "What was in force and who was bound on that day"),
    ("known", "What this portal said on", "The record as it was at the end of that day"),
)
LEFT_OUT = "Related records and files are left out: they would be those of today."
LISTS_OF_THE_DAY = "Its lists are what the portal said then, of what is public today; names of countries are of today."
OF_TODAY = "What the page says of states of affairs is of that day; the other facts and lists are as recorded today."


@dataclass(frozen=True)
class RecordDays:
    """The days of a page: `parameters` names what it can be asked for, `path` is the address of today's page.

    `has_lists` is True where the page shows lists of what the portal said on the day too.
    """

    parameters: tuple
    question: PageQuestion
    path: str
    base: str
    has_lists: bool = False

    @property
    def notes(self) -> list[dict]:
        """The banner of a page of another day, with a link to the page of today; none today."""
        if not self.question.is_of_another_day:
            return []
        known = LISTS_OF_THE_DAY if self.has_lists else LEFT_OUT
        text = f"{self.question.days_in_words}. {known if self.question.known else OF_TODAY}"
        return [{"text": text, "tone": "day", "url": self.today_url, "link": "Today's page"}]

    @property
    def known(self) -> str:
        """The day of which the page shows what the portal said, in words."""
        return day_in_words(self.question.known)

    @property
    def today_url(self) -> str:
        """Path of the page without its days."""
        return f"{self.path}{replace(self.question, as_of=None, known=None).query}"

    @property
    def canonical_url(self) -> str:
        """The address by which search engines know a page of another day, which they shall not list; "" today."""
        return f"{self.base}{self.path}" if self.question.is_of_another_day else ""

    @property
    def fields(self) -> list[dict]:
        """Fields of the form "Another day"; none for a kind that follows no day."""
        values = dict(self.question.pairs)
        return [
            {"name": name, "label": label, "hint": hint, "value": values.get(name, "")}
            for name, label, hint in FIELDS
            if name in self.parameters
        ]
