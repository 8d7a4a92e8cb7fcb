"""Field type of a list of language codes in one text, as en;th."""

from dataclasses import dataclass

from baliportal.catalogue.details import Shown, show
from baliportal.catalogue.languages import language_name
from baliportal.catalogue.schema.scalars import SEPARATOR, InvalidValue, Language, Text


@dataclass(frozen=True)
class LanguageCodes(Text):
    """Codes of ISO 639 with semicolons between them, each once, in the order given."""

    rule = "Codes of ISO 639 with semicolons between them."
    max_length: int = 200

    def clean(self, value):
        value = super().clean(value)
        codes = [code.strip() for code in value.split(SEPARATOR)]
        return SEPARATOR.join(dict.fromkeys(Language().clean(code) for code in codes if code))


def language_codes_error(value: str) -> str:
    """Return in a sentence why a text is no list of language codes; "" where it is one."""
    try:
        LanguageCodes().clean(value)
    except InvalidValue as problem:
        return str(problem)
    return ""


def language_names(value: str) -> list[str]:
    """Return the English names of the languages of a list of codes."""
    return [language_name(code) for code in value.split(SEPARATOR) if code]


@show.register
def _show(kind: LanguageCodes, instance, attribute, audience):
    return [Shown(name) for name in language_names(getattr(instance, attribute))]
