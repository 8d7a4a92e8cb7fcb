"""Small files of each accepted format, built in memory, with private strings in all the places that formats have."""

import io
import zipfile

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from .safety_media import doc, epub, jpeg, odt, ole, png, pptx, rtf, xlsx
from .safety_parts import OFFICE, PACKAGE_RELATIONS, RELATIONS, SECRET, archive, content_types, relations

__all__ = [
    "BODY",
    "CORE",
    "EXTENDED",
    "OFFICE",
    "PACKAGE_RELATIONS",
    "RELATIONS",
    "SECRET",
    "TRACKED_BODY",
    "WORD",
    "add_private_data",
    "add_signature",
    "archive",
    "content_types",
    "doc",
    "docx",
    "epub",
    "jpeg",
    "members_of",
    "odt",
    "ole",
    "pdf",
    "png",
    "pptx",
    "private_docx",
    "relations",
    "rtf",
    "streams_of_pdf",
    "word_part",
    "xlsx",
]


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(change=None, pages=1, **options):
    """Bytes of a PDF with a rectangle on each page; `change(document)` adds to it."""
    with Pdf.new() as document:
        for _ in range(pages):
            page = document.add_blank_page(page_size=(200, 300))
            page.Contents = document.make_stream(b"1 0 0 rg 20 20 50 80 re f")
        if change:
            change(document)
        output = io.BytesIO()
        document.save(output, **options)
    return output.getvalue()


def add_private_data(document):
    """Everything private or active that the scrubbing of PDF knows."""
    page, make = document.pages[0], document.make_indirect
    script = make(Dictionary(S=Name.JavaScript, JS=String(SECRET)))
    embedded = document.make_stream(SECRET.encode())
    embedded["/Type"] = Name.EmbeddedFile
    attached = make(Dictionary(Type=Name.Filespec, F=String(SECRET), EF=Dictionary(F=embedded)))
    document.docinfo["/Author"] = SECRET
    document.docinfo["/Title"] = SECRET
    document.Root.Metadata = document.make_stream(SECRET.encode(), Type=Name.Metadata, Subtype=Name.XML)
    page.Metadata = document.make_stream(SECRET.encode())
    page.PieceInfo = Dictionary(Word=Dictionary(Private=String(SECRET)))
    page.Thumb = document.make_stream(SECRET.encode())
    page.AA = Dictionary(O=script)
    document.Root.OpenAction = script
    document.Root.AA = Dictionary(WC=script)
    document.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), script])),
        EmbeddedFiles=Dictionary(Names=Array([String("a"), attached])),
    )
    document.Root.AF = Array([attached])
    document.Root.Collection = Dictionary(D=String(SECRET))
    comment = make(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String(SECRET)))
    reply = make(
        Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), T=String(SECRET), IRT=comment)
    )
    web = _link(Dictionary(S=Name.URI, URI=String("https://example.org/law")))
    place = _link(Dictionary(S=Name.Launch, F=String(SECRET)))
    local = _link(Dictionary(S=Name.URI, URI=String(f"file:///C:/Users/{SECRET}")))
    chained = _link(Dictionary(S=Name.GoTo, D=Array([page.obj, Name.Fit]), Next=script))
    file = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=attached)
    page.Annots = Array([comment, *map(make, (web, place, local, chained, file))])
    element = make(Dictionary(Type=Name.StructElem, S=Name.P, Pg=page.obj))
    element.K = Array([Dictionary(Type=Name.OBJR, Obj=reply)])
    document.Root.StructTreeRoot = make(Dictionary(Type=Name.StructTreeRoot, K=element))
    document.Root.MarkInfo = Dictionary(Marked=True)
    document.Root.Lang = String("id-ID")
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=document.make_stream(SECRET.encode()))
    picture = document.make_stream(jpeg(exif=True), Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8,
                                   BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode)  # fmt: skip
    page.Resources = Dictionary(XObject=Dictionary(Im=picture))
    page.Contents = document.make_stream(b"q 50 0 0 50 20 20 cm /Im Do Q")


def _link(action):
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)


def add_signature(document):
    signature = Dictionary(
        Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Name=String(SECRET), ByteRange=Array([0, 1, 2, 3])
    )
    field = Dictionary(FT=Name.Sig, T=String("Signature1"), V=document.make_indirect(signature))
    document.Root.AcroForm = Dictionary(Fields=Array([document.make_indirect(field)]), SigFlags=3)


def streams_of_pdf(data):
    """All bytes of a PDF that a reader can get at: the file, and each stream unpacked."""
    found = [data]
    with pikepdf.open(io.BytesIO(data)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Stream):
                try:
                    found.append(item.read_bytes())
                except pikepdf.PdfError:
                    found.append(item.read_raw_bytes())
        output = io.BytesIO()
        document.save(output, object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)
    return b"\n".join([*found, output.getvalue()])


def members_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def word_part(name, body, extra=""):
    return f'<w:{name} xmlns:w="{WORD}" xmlns:r="{RELATIONS}" {extra}>{body}</w:{name}>'


BODY = "<w:p><w:r><w:t>An act on trafficking</w:t></w:r></w:p>"


def docx(body=BODY, kind=OFFICE + "wordprocessingml.document.main+xml", more=()):
    """A Word document; `more` are members besides the least, {name: bytes}."""
    members = {
        "[Content_Types].xml": content_types("word/document.xml", kind),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": word_part("document", f"<w:body>{body}</w:body>"),
    }
    return archive(members | dict(more))


CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{SECRET}</dc:creator><dc:title>{SECRET}</dc:title>'
    f"<cp:lastModifiedBy>{SECRET}</cp:lastModifiedBy></cp:coreProperties>"
)
EXTENDED = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Company>{SECRET}</Company></Properties>"
)
TRACKED_BODY = (
    f'<w:p w:rsidR="00AB12CD"><w:pPr><w:rPr><w:del w:id="1" w:author="{SECRET}"/></w:rPr></w:pPr><w:r><w:t>First</w:t></w:r></w:p>'
    f'<w:p><w:ins w:id="2" w:author="{SECRET}"><w:r><w:t> second</w:t></w:r></w:ins>'
    f'<w:del w:id="3" w:author="{SECRET}"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>'
    f'<w:commentRangeStart w:id="0"/><w:r><w:rPr><w:b/><w:rPrChange w:id="4" w:author="{SECRET}"><w:rPr/></w:rPrChange></w:rPr>'
    '<w:t> third</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    f'<w:tbl><w:tr><w:trPr><w:del w:id="5" w:author="{SECRET}"/></w:trPr><w:tc><w:p><w:del w:id="6"><w:r><w:delText>{SECRET}'
    "</w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl>"
    '<w:p><w:hyperlink r:id="r2"><w:r><w:t> fourth</w:t></w:r></w:hyperlink><w:object><w:r/></w:object></w:p>'
)


def private_docx():
    """A Word document with everything private that the scrubbing of OOXML knows."""
    root = relations(
        ("officeDocument", "word/document.xml"),
        ("metadata/core-properties", "docProps/core.xml"),
        ("extended-properties", "docProps/app.xml"),
        ("custom-properties", "docProps/custom.xml"),
        ("metadata/thumbnail", "docProps/thumbnail.jpeg"),
    )
    document = relations(
        ("settings", "settings.xml"),
        ("comments", "comments.xml"),
        ("hyperlink", f"file:///C:/Users/{SECRET}", "External"),
        ("oleObject", "embeddings/oleObject1.bin"),
        ("image", "media/image1.jpg"),
        ("customXml", "../customXml/item1.xml"),
    )
    settings = word_part(
        "settings",
        f'<w:attachedTemplate r:id="r0"/><w:rsids><w:rsid w:val="00AB12CD"/></w:rsids><w:docVars><w:docVar w:name="a" '
        f'w:val="{SECRET}"/></w:docVars>',
    )
    comments = word_part("comments", f'<w:comment w:id="0" w:author="{SECRET}"><w:p/></w:comment>')
    more = {
        "_rels/.rels": root,
        "word/_rels/document.xml.rels": document,
        "word/settings.xml": settings,
        "word/_rels/settings.xml.rels": relations(
            ("attachedTemplate", f"http://example.com/{SECRET}.dotx", "External")
        ),
        "word/comments.xml": comments,
        "word/embeddings/oleObject1.bin": SECRET,
        "word/media/image1.jpg": jpeg(exif=True),
        "docProps/core.xml": CORE,
        "docProps/app.xml": EXTENDED,
        "docProps/custom.xml": f"<a>{SECRET}</a>",
        "docProps/thumbnail.jpeg": SECRET,
        "customXml/item1.xml": f"<a>{SECRET}</a>",
        "word/unlisted.txt": SECRET,
    }
    return docx(TRACKED_BODY, more=more)
