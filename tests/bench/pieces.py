"""Pieces of the starter content, which give the made-up corpus its scripts, its names and its facet values."""

import csv
from functools import cache
from pathlib import Path

STARTER = Path(__file__).parents[2] / "baliportal" / "starter"
TEXTS = ("legislation.csv", "workshops.csv", "resources.csv", "agreements.csv")
# Titles of laws in scripts of which the starter content has few.
MORE_ORIGINALS = [
    ("th", "พระราชบัญญัติป้องกันและปราบปรามการค้ามนุษย์"),
    ("th", "พระราชบัญญัติคนเข้าเมือง"),
    ("ar", "قانون مكافحة الاتجار بالأشخاص وتهريب المهاجرين"),
    ("zh", "中华人民共和国出境入境管理法"),
    ("zh", "反对拐卖人口行动计划"),
    ("bn", "মানব পাচার প্রতিরোধ ও দমন আইন"),
    ("lo", "ກົດໝາຍວ່າດ້ວຍການຕ້ານການຄ້າມະນຸດ"),
    ("km", "ច្បាប់ស្តីពីការបង្ក្រាបអំពើជួញដូរមនុស្ស"),
    ("my", "လူကုန်ကူးမှုတားဆီးကာကွယ်ရေးဥပဒေ"),
    ("ja", "出入国管理及び難民認定法"),
    ("ko", "인신매매등방지 및 피해자보호 등에 관한 법률"),
    ("hi", "मानव तस्करी की रोकथाम और पुनर्वास विधेयक"),
    ("ta", "குடிவரவு மற்றும் குடியகல்வு சட்டம்"),
    ("ur", "انسداد انسانی سمگلنگ ایکٹ"),
    ("fa", "قانون مبارزه با قاچاق انسان"),
    ("vi", "Luật Phòng, chống mua bán người"),
    ("id", "Undang-Undang tentang Pemberantasan Tindak Pidana Perdagangan Orang"),
    ("ru", "Закон о противодействии торговле людьми"),
]


def _rows(name):
    with (STARTER / name).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


@cache
def titles():
    return [row["title"] for name in TEXTS for row in _rows(name)]


@cache
def sentences():
    return [row["summary"] for name in TEXTS for row in _rows(name) if row["summary"]]


@cache
def originals():
    """Pairs of language and title."""
    pairs = [(row["original_language"], row["original_title"]) for row in _rows("legislation.csv")]
    return MORE_ORIGINALS + [(language, title) for language, title in pairs if language and title]


@cache
def countries():
    """Names by code, the members first."""
    members = {row["code"]: row["name"] for row in _rows("member_states.csv") if len(row["code"]) == 2}
    return members | {row["code"]: row["name"] for row in _rows("countries.csv") if row["code"] not in members}


@cache
def topics():
    """Label and wider theme by slug."""
    return {row["slug"]: (row["label"], row["parent"]) for row in _rows("topics.csv")}
