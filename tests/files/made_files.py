"""Small files that the tests make themselves."""

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def make_zip(parts):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return output.getvalue()


def make_relations(**targets):
    rows = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def make_docx(body, parts=None, **relations):
    """A DOCX whose body is this WordprocessingML."""
    return make_zip({
        "_rels/.rels": make_relations(m=("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {W} {R}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": make_relations(**relations),
    } | (parts or {}))  # fmt: skip


def paragraph(text, properties=""):
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def make_pdf(*pages, extra=b"", size=(595, 842)):
    """A PDF of pages, each a list of (x, y, text) in Helvetica 10 points or (stream, entries of its dictionary)."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R {extra.decode()}>>".encode(),
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for index, page in enumerate(pages):
        content, entries = page if isinstance(page, tuple) else (_content(page), b"")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]/Contents {5 + 2 * index} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        objects.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content))
    return _assemble(objects)


def _content(lines):
    escaped = ((x, y, text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")) for x, y, text in lines)
    return "".join(f"BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in escaped).encode("cp1252")


def _assemble(objects):
    output, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(output))
        output += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return output + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        count, table, count, len(output))  # fmt: skip
