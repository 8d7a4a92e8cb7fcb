"""Countries that a script or a letter belongs to: a query in Thai letters rather asks for records of Thailand."""

import re

# Letters, and the codes of the countries whose languages are written with them; other scripts have too many.
COUNTRIES = (
    (re.compile("[\u0e01-\u0e5b]"), ("TH",)),
    (re.compile("[\u0e81-\u0edf]"), ("LA",)),
    (re.compile("[\u1780-\u17ff]"), ("KH",)),
    (re.compile("[\u1000-\u109f]"), ("MM",)),
    (re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]"), ("KR",)),
    # Kana, and characters in the form that only Japanese has.
    (re.compile("[\u3041-\u30ff対働込円広関実単戦発売読鉄駅験気経済権図団労処県楽様残]"), ("JP",)),
    (re.compile("[\u0d80-\u0dff]"), ("LK",)),
    (re.compile("[\u0780-\u07bf]"), ("MV",)),
    (re.compile("[\u0985-\u09df]"), ("BD",)),
    (re.compile("[\u0904-\u0939]"), ("NP", "IN")),
    (re.compile("[өүӨҮ]"), ("MN",)),
    (re.compile("[ٹڈڑے]"), ("PK",)),
    (re.compile("[ơưƠƯ\u1ea0-\u1ef9]"), ("VN",)),
    (re.compile("[ğĞıİşŞ]"), ("TR",)),
)


def countries_of_letters(text: str) -> tuple[str, ...]:
    """The codes of the countries that the letters of a text belong to; () for letters of many countries."""
    if text.isascii():
        return ()
    return next((codes for letters, codes in COUNTRIES if letters.search(text)), ())
