"""Workbooks written part by part, as no spreadsheet program writes them."""

import io
import zipfile

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>title</t></is></c></row>'


def workbook_bytes(
    rows, *, strings="", styles="", before="", sheets='<sheet name="S" sheetId="1" r:id="r1"/>', main=SPREADSHEET
):
    """The bytes of a workbook whose sheet has this XML as its rows."""
    related = {"worksheets/sheet1.xml": "worksheet", "sharedStrings.xml": "sharedStrings", "styles.xml": "styles"}
    parts = {
        "_rels/.rels": _relations({"xl/workbook.xml": "officeDocument"}),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(related),
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
    }
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return page.getvalue()


def text_row(number, *texts):
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{number}">{cells}</row>'


def _relations(targets):
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'
