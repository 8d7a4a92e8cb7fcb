"""Recognition of headings in text without styles: the words that begin the parts of a law."""

import re

LONGEST = 120  # Characters of a heading.
MOST = 40  # Headings of a page; more are a list of contents.
NUMBER = r"[ ]*(?:[IVXLC]+|\d+|[A-Z])\b"
BEGINNINGS = re.compile(
    r"(?:(?:CHAPTER|PART|TITLE|BOOK|ANNEX|SCHEDULE|APPENDIX|Chapter|Part|Title|Annex|Schedule|Appendix|Article|ARTICLE"
    r"|BAB|BUKU|BAGIAN|Bagian|Pasal|PASAL|LAMPIRAN|BAHAGIAN|Bahagian|CHƯƠNG|Chương|PHẦN|Phần|MỤC|Mục|Điều"
    r"|CAPÍTULO|Capítulo|TÍTULO|Título|SECÇÃO|Secção|ARTIGO|Artigo|CHAPITRE|Chapitre|TITRE|Глава|Статья|Раздел"
    rf"|KABANATA|SEKSYON){NUMBER}"
    r"|(?:SECTION|Section|SEKSYEN|Seksyen)[ ]+\d+[A-Z]?\b"
    r"|(?:หมวด|มาตรา|ส่วนที่|ភាគ|ជំពូក|មាត្រា|ពចនានុក្រម|ໝວດ|ມາດຕາ|အခန်း|ပုဒ်မ)[ ]*[\d๑-๙០-៩໐-໙၀-၉]+"
    r"|第[ ]*[一二三四五六七八九十百千零〇\d]+[ ]*[章节節条條编編款]|제[ ]*\d+[ ]*[장절조]"
    r"|(?:الباب|الفصل|المادة|الكتاب|الجزء|فصل|بخش|ماده|باب|دفعہ)[ ]+\S+"
    r"|(?:अध्याय|धारा|भाग|ধারা|অধ্যায়|পরিচ্ছেদ)[ ]*[\d०-९০-৯IVX]+)"
)

# What follows in running text: a small letter, a comma, a bracketed subsection.
AFTERWARDS = re.compile(r"[ ]*(?:[a-zà-öø-ÿ,;]|\()")


def find_headings(text):
    """Return the lines of a page that look like headings, in their order and without doubles."""
    lines = (line.strip() for line in text.split("\n"))
    return list(dict.fromkeys(line for line in lines if is_heading(line)))[:MOST]


def is_heading(line):
    """Return True if a line begins a part of a law; “Article 5 of the Convention” is a piece of a sentence."""
    match = BEGINNINGS.match(line)
    return bool(match) and len(line) <= LONGEST and not AFTERWARDS.match(line, match.end())
