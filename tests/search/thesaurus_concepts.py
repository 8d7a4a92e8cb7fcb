"""A small thesaurus, and searches with it."""

from baliportal.search.query import search
from baliportal.search.thesaurus.thesaurus import Concept, Thesaurus

SMUGGLING = Concept(
    "People smuggling",
    (
        "migrant smuggling",
        "smuggling of migrants",
        "penyelundupan manusia",
        "人口走私",
        "تهريب المهاجرين",
        "밀입국 알선",
    ),
    "topic",
    "people-smuggling",
)
TRAFFICKING = Concept(
    "Trafficking in persons",
    ("human trafficking", "TIP", "perdagangan orang", "ค้ามนุษย์", "人口贩运", "الاتجار بالبشر", "인신매매", "ການຄ້າມະນຸດ"),
    "topic",
    "trafficking-in-persons",
)
MALAYSIA = Concept("Malaysia", ("Malaysian", "มาเลเซีย", "马来西亚", "말레이시아"), "country", "MY")
MYANMAR = Concept("Myanmar", ("Burma", "Burmese", "မြန်မာ", "พม่า"), "country", "MM")
LAOS = Concept("Laos", ("Lao PDR", "Lao People's Democratic Republic", "ລາວ"), "country", "LA")
KOREAS = [
    Concept("South Korea", ("Korea", "Republic of Korea"), "country", "KR"),
    Concept("North Korea", ("Korea", "DPRK"), "country", "KP"),
]
LAW = Concept("Law", ("legislation", "กฎหมาย", "undang-undang", "قانون", "法", "법", "ກົດໝາຍ"), "kind", "law")
AHG = Concept("Ad Hoc Group", ("AHG",))
KHMER = Concept("Khmer", (), "language", "km", expands=False)
THESAURUS = Thesaurus([SMUGGLING, TRAFFICKING, MALAYSIA, MYANMAR, LAOS, *KOREAS, LAW, AHG, KHMER])


def ask(index, q, **more):
    return search(index, q, thesaurus=THESAURUS, **more)


def result_pks(index, q, **more):
    return [hit.pk for hit in ask(index, q, **more).hits]
