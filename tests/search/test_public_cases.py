"""Titles, numbers and dates that other catalogues are known to miss: each question finds its record first, or alone."""

from unicodedata import normalize

import pytest

from .conftest import result_pks

RECORDS = {
    "indus": {"title": "Indus Boatmen Act", "numbers": "Act No. XLVII of 1923", "countries": ("PK",)},
    "migrants": {"title": "Prevention of Smuggling of Migrants Act, 2018", "numbers": "Act XVII of 2018", "countries": ("PK",)},
    "persons": {"title": "Prevention of Trafficking in Persons Act, 2018", "numbers": "Act XXXIV of 2018", "countries": ("PK",)},
    "slavery": {"title": "Modern Slavery Act 2018", "numbers": "No. 153 of 2018", "countries": ("AU",), "text": "17 34"},
    "towpath": {"title": "Canal Towpath Act", "numbers": "Public Law 117–99", "countries": ("US",)},
    "tvpa": {"title": "Protection Act of 2000", "numbers": "Public Law 106-386", "countries": ("US",)},
    "bangka": {"title": "Bangka Outrigger Act", "numbers": "R. A. No. 10987", "countries": ("PH",)},
    "persons-ph": {"title": "Anti-Trafficking Act of 2003", "numbers": "Republic Act No. 9208", "countries": ("PH",)},
    "rules": {"title": "Bonded Labour Rules", "text": "R A 9208"},
    "sampan": {"title": "Sampan Moorings Ordinance", "numbers": "Cap. 548AB", "countries": ("HK",)},
    "tramway": {"title": "Tramway Code", "numbers": "22 U.S.C. § 7990", "countries": ("US",)},
    "oryx": {"title": "Oryx Reserve Law", "numbers": "Law No. (9) for the Year 2013", "countries": ("JO",)},
    "ferry": {"title": "Ferry Bell Ordinance", "numbers": "Ordinance Nº 88", "countries": ("MO",)},
    "horn": {"title": "Fog Horn Decree", "numbers": "Decree № 89/2012", "countries": ("MN",)},
    "lagoon": {"title": "Crocodile Lagoon Decree-Law", "numbers": "Decreto-Lei n.º 33/2019", "countries": ("TL",)},
    "deck": {"title": "Ferry Deck Order", "numbers": "Order 45−2018", "countries": ("LK",)},
    "palm": {"title": "Date Palm Statute", "numbers": "Royal Decree No. M/44", "text": "21/7/1431H", "date": "2010"},
    "buffalo": {"title": "Buffalo Cart Act", "numbers": "B.E. ๒๕๕๙", "text": "พ.ศ. ๒๕๕๙", "date": "2016"},
    "yak": {"title": "Rule on yak caravans", "original_title": "चौंरी कारवाँ सम्बन्धी नियमावली २०६४", "language": "ne"},
    "tower": {"title": "Act on lighthouse keepers", "original_title": "燈塔看守條例", "language": "zh"},
    "raft": {"title": "Measure on bamboo rafts", "original_title": "竹筏运输办法", "language": "zh"},
    "quarry": {"title": "Quarry\u200bWardens Act"},
    "kelp": {"title": "Kelp Harvest Act¹"},
    "anchovy": {"title": "Anchovy Framework™ Guide Act"},
    "kite": {"title": "Crossborder Kite Act"},
    "gate": {"title": "Cross border gate act"},
    "vietnam": {"title": "Decree on hostels", "original_title": normalize("NFD", "Nghị định về nhà lưu trú Đắk Nông"), "language": "vi"},
    "turkish": {"title": "Regulation on wardens", "original_title": "DENİZ FENERİ BEKÇİLİĞİ YÖNETMELİĞİ", "language": "tr"},
    "keepers": {"title": "Light\u00adhouse Keepers’ Regis\u00adtration Act"},
    "wharf": {"title": "O\ufb03ce of Wharf A\ufb00airs Act"},
    "pearl": {"title": "Decision on pearl beds", "original_title": "ﻗﺎﻧﻮﻥ ﻣﻐﺎﺻﺎﺕ ﺍﻟﻠﺆﻟﺆ", "language": "ar"},
    "orchard": {"title": "Law on orchards", "original_title": "قانون باغ‌های میوه و نامه‌رسانی", "language": "fa"},
    "canoe": {"title": "Order on canoe stamps", "original_title": "ประกาศเรื่องแพขนานยนต์และน้ำจืด", "language": "th"},
}  # fmt: skip


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    from baliportal.search.index.index import Index

    from .conftest import document

    index = Index(tmp_path_factory.mktemp("cases") / "index")
    index.rebuild([document(pk, **each) for pk, each in enumerate(RECORDS.values(), 1)], 1)
    return index


@pytest.mark.parametrize(
    ("record", "q"),
    [
        *(("indus", q) for q in ("Act 47 of 1923", "XLVII of 1923", "Act No. XLVII of 1923")),
        *(("migrants", q) for q in ("Act 17 of 2018", "Act No. XVII of 2018")),
        *(("persons", q) for q in ("Act 34 of 2018", "act no. 34 of 2018", "XXXIV of 2018")),
        *(("towpath", q) for q in ("P.L. No. 117-99", "Public Law 117-99", "Public Law 117–99", "PL117-99")),
        *(("tvpa", q) for q in ("PL106-386", "PL 106-386", "Pub. L. 106-386", "Public Law 106–386", "Public Law 106−386")),
        *(("bangka", q) for q in ("RA 10987", "R.A. 10987", "R. A. 10987", "Republic Act No. 10987")),
        *(("persons-ph", q) for q in ("R. A. 9208", "RA9208")),
        *(("sampan", q) for q in ("Cap. 548 AB", "Cap. 548AB", "cap 548ab")),
        *(("tramway", q) for q in ("22 USC 7990", "§7990")),
        *(("oryx", q) for q in ("9/2013", "Law 9 of 2013")),
        *(("ferry", q) for q in ("Ordinance No. 88", "Ordinance n.º 88")),
        *(("horn", q) for q in ("Decree 89/2012", "Decree No. 89/2012")),
        ("lagoon", "33/2019"),
        *(("deck", q) for q in ("Order 45-2018", "Order 45–2018")),
        *(("palm", q) for q in ("1431 AH", "1431هـ", "AH 1431", "1431H")),
        *(("buffalo", q) for q in ("พ.ศ. ๒๕๕๙", "B.E. 2559")),
        ("yak", "२०६४"),
        *(("tower", q) for q in ("灯塔看守条例", "燈塔看守條例")),
        *(("raft", q) for q in ("竹筏運輸辦法", "竹筏运输办法")),
        ("quarry", "quarry wardens"),
        *(("kelp", q) for q in ("kelp harvest act", '"kelp harvest act"')),
        ("anchovy", '"framework guide"'),
        *(("kite", q) for q in ("cross border kite", "cross-border kite", "crossborder kite")),
        *(("gate", q) for q in ("crossborder gate", "cross-border gate", "cross border gate")),
        *(("vietnam", q) for q in ("luu tru dak nong", "lưu trú Đắk Nông")),
        *(("turkish", q) for q in ("deniz feneri", "DENIZ FENERI")),
        ("keepers", "lighthouse keepers registration"),
        ("wharf", "office wharf affairs"),
        ("pearl", "مغاصات اللؤلؤ"),
        *(("orchard", q) for q in ("نامه رساني", "باغ های")),
        *(("canoe", q) for q in ("นํ้าจืด", "เเพขนานยนต์")),
    ],
)  # fmt: skip
def test_the_record_is_first(cases, record, q):
    assert result_pks(cases, q)[:1] == [list(RECORDS).index(record) + 1]


@pytest.mark.parametrize("q", ["P.L. No. 117-98", "Act 35 of 2018", "Cap. 548 AC", "RA 10988"])
def test_a_number_that_no_record_has_finds_none_with_another(cases, q):
    wrong = {"towpath", "persons", "sampan", "bangka"}
    assert not {list(RECORDS)[pk - 1] for pk in result_pks(cases, q)[:1]} & wrong


def test_titles_are_in_order_of_their_numbers_and_without_articles(filled):
    index = filled(
        {"title": "Zebra crossing act 10"}, {"title": "Zebra crossing act 2"}, {"title": "The Aardvark Burrow Act"}
    )
    assert result_pks(index, "", sort="title") == [3, 2, 1]
