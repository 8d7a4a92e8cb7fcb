"""Detection of encodings: by byte order mark, zero bytes, valid UTF-8, then by a guess."""

import io

import pytest

from baliportal.imports.encodings import detect_encoding
from legislation.models import Law

from ..editorial.desk_work import brought, edited, errors_of, fields_of, outcomes, saved, table_of, taken_out

HEAD = "id,version,title,original_title\r\n"
THAI = "พระราชบัญญัติป้องกันและปราบปรามการค้ามนุษย์ พ.ศ. ๒๕๕๑ ผู้ใดกระทำความผิดฐานค้ามนุษย์ต้องระวางโทษจำคุก"
CHINESE = "中华人民共和国反对拐卖人口行动计划，各级人民政府应当依法打击拐卖妇女儿童犯罪活动，保护受害人的合法权益"


@pytest.mark.parametrize(
    ("encoding", "text", "expected"),
    [
        ("utf-8-sig", THAI, "utf-8-sig"),
        ("utf-8", THAI, "utf-8"),
        ("utf-8", "", "utf-8"),
        ("utf-16", CHINESE, "utf-16"),
        ("utf-16-le", THAI, "utf-16-le"),
        ("utf-16-be", THAI, "utf-16-be"),
        ("cp1252", "Code pénal, l’article – “traite”", "cp1252"),
        ("cp1252", "é", "cp1252"),
        ("cp874", THAI, "cp874"),
        ("gb18030", CHINESE, "gb18030"),
    ],
)
def test_the_encoding_of_a_file_is_detected(encoding, text, expected):
    rows = "".join(f",,{text} {number},{text}\r\n" for number in range(30))
    assert detect_encoding(io.BytesIO((HEAD + rows).encode(encoding))) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_and_delimiter_of_excel_is_read(delimiter, encoding, putri):
    law = Law.objects.create(title="Loi n° 2007-13 — “l’été”", summary="a;b\tc,d\ne")
    content = saved(table_of(edited(taken_out("law", [law.pk]), {(0, "doubt"): "Ça, oui"})), delimiter, encoding)
    batch = brought("law", content, putri)
    assert fields_of(batch) == {(2, "doubt"): ("", "Ça, oui")}, errors_of(batch)


@pytest.mark.django_db
def test_a_line_for_excel_alone_names_the_delimiter(putri):
    law = Law.objects.create(title="An Act")
    content = "sep=;\r\n" + saved(table_of(taken_out("law", [law.pk])), ";", "utf-8").decode()
    assert outcomes(brought("law", content.encode(), putri)) == {"unchanged": 1}


@pytest.mark.django_db
def test_letters_lost_in_a_legacy_encoding_are_an_error_and_not_an_edit(putri):
    law = Law.objects.create(title="An Act", original_title=THAI)
    content = table_of(taken_out("law", [law.pk]))
    lost = [[cell.encode("cp1252", "replace").decode("cp1252") for cell in row] for row in content]
    batch = brought("law", saved(lost, encoding="cp1252"), putri)
    assert "lost its letters" in errors_of(batch)[2]


@pytest.mark.django_db
def test_the_encoding_may_be_given_by_the_user(putri):
    law = Law.objects.create(title="An Act")
    content = saved(table_of(edited(taken_out("law", [law.pk]), {(0, "original_title"): "การ"})), encoding="cp874")
    batch = brought("law", content, putri, encoding="cp874")
    assert fields_of(batch) == {(2, "original_title"): ("", "การ")}


def test_one_or_two_letters_are_too_few_for_a_guess():
    assert detect_encoding(io.BytesIO("label\tnote\nÚ\\tò\t\n".encode("cp1252"))) == "cp1252"
