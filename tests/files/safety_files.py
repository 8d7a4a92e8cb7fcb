"""Small files of each accepted format, built in memory, with private strings in all the places that formats have."""

import io
import struct
import zipfile

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

SECRET = "Siti Rahmawati Secret"  # Stands for whatever must not be in a public copy.
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument."


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


def archive(members, comment=b"", compression=zipfile.ZIP_DEFLATED):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", compression) as file:
        for name, data in members.items():
            file.writestr(name, data)
        file.comment = comment
    return output.getvalue()


def members_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def relations(*rows):
    """A part of relations; rows are (end of the type, target) or (end of the type, target, "External")."""
    items = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{row[0]}" Target="{row[1]}"'
        + (f' TargetMode="{row[2]}"/>' if len(row) > 2 else "/>")
        for number, row in enumerate(rows)
    )
    return f'<Relationships xmlns="{PACKAGE_RELATIONS}">{items}</Relationships>'


def content_types(main, kind):
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Default Extension="rels" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )


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


def xlsx():
    """A workbook with comments, printer settings, a connection, a linked workbook, and the place it was stored at."""
    sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    members = {
        "[Content_Types].xml": content_types("xl/workbook.xml", OFFICE + "spreadsheetml.sheet.main+xml"),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{sheet}" xmlns:r="{RELATIONS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
            f'2006"><fileSharing userName="{SECRET}"/><mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath '
            f'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" url="C:\\Users\\{SECRET}\\"/></mc:Choice>'
            '</mc:AlternateContent><sheets><sheet name="Laws" sheetId="1" r:id="r0"/></sheets><externalReferences>'
            '<externalReference r:id="r2"/></externalReferences></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("connections", "connections.xml"), ("externalLink", "externalLinks/externalLink1.xml")
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{sheet}" xmlns:r="{RELATIONS}"><sheetData><row r="1"><c r="A1"><f>[1]S!A1</f><v>42</v></c></row>'
            '</sheetData><pageSetup r:id="r1"/><legacyDrawing r:id="r2"/></worksheet>'
        ),
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("comments", "../comments1.xml"), ("printerSettings", "../printerSettings/p.bin"), ("vmlDrawing", "../drawings/v.vml")
        ),
        "xl/comments1.xml": f'<comments xmlns="{sheet}"><authors><author>{SECRET}</author></authors></comments>',
        "xl/printerSettings/p.bin": SECRET,
        "xl/drawings/v.vml": f"<xml><br>{SECRET}</xml>",
        "xl/connections.xml": f'<connections xmlns="{sheet}"><connection name="{SECRET}"/></connections>',
        "xl/externalLinks/externalLink1.xml": (
            f'<externalLink xmlns="{sheet}" xmlns:r="{RELATIONS}"><externalBook r:id="r0"><sheetDataSet><sheetData sheetId="0">'
            f"<v>{SECRET}</v></sheetData></sheetDataSet></externalBook></externalLink>"
        ),
        "xl/externalLinks/_rels/externalLink1.xml.rels": relations(
            ("externalLinkPath", f"file:///C:/Users/{SECRET}/budget.xlsx", "External")
        ),
    }  # fmt: skip
    return archive(members)


def pptx():
    """A presentation with a comment, and an embedded object that leaves its picture."""
    slide = "http://schemas.openxmlformats.org/presentationml/2006/main"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    members = {
        "[Content_Types].xml": content_types("ppt/presentation.xml", OFFICE + "presentationml.presentation.main+xml"),
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{slide}"/>',
        "ppt/_rels/presentation.xml.rels": relations(("slide", "slides/slide1.xml"), ("commentAuthors", "commentAuthors.xml")),
        "ppt/commentAuthors.xml": f'<p:cmAuthorLst xmlns:p="{slide}"><p:cmAuthor name="{SECRET}"/></p:cmAuthorLst>',
        "ppt/slides/slide1.xml": (
            f'<p:sld xmlns:p="{slide}" xmlns:a="{drawing}" xmlns:r="{RELATIONS}"><p:spTree><a:t>Victims first</a:t>'
            '<p:graphicFrame><p:oleObj r:id="r1"><p:pic><a:blip r:embed="r2"/></p:pic></p:oleObj></p:graphicFrame>'
            f'<p:cNvPr descr="C:\\Users\\{SECRET}\\photo.jpg"/></p:spTree></p:sld>'
        ),
        "ppt/slides/_rels/slide1.xml.rels": relations(
            ("comments", "../comments/comment1.xml"), ("package", "../embeddings/sheet.xlsx"), ("image", "../media/image1.png")
        ),
        "ppt/comments/comment1.xml": f'<p:cmLst xmlns:p="{slide}"><p:text>{SECRET}</p:text></p:cmLst>',
        "ppt/embeddings/sheet.xlsx": SECRET,
        "ppt/media/image1.png": png(text=True),
    }  # fmt: skip
    return archive(members)


ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_NAMES = (
    f'xmlns:office="{ODF}office:1.0" xmlns:text="{ODF}text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    f'xmlns:draw="{ODF}drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:config="{ODF}config:1.0" '
    f'xmlns:manifest="{ODF}manifest:1.0" xmlns:meta="{ODF}meta:1.0"'
)


def odt(more=()):
    """An OpenDocument text with a comment, tracked changes, an author, printer settings and a thumbnail."""
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f"<office:document-content {ODF_NAMES}><office:body><office:text><text:tracked-changes><text:changed-region>"
            f"<text:deletion><dc:creator>{SECRET}</dc:creator><text:p>{SECRET}</text:p></text:deletion></text:changed-region>"
            f'</text:tracked-changes><text:p>An <text:change text:change-id="a"/>act<office:annotation><dc:creator>{SECRET}'
            f'</dc:creator><text:p>{SECRET}</text:p></office:annotation> on people</text:p><draw:image xlink:href="file:///C:/'
            f'{SECRET}.png"/><text:a xlink:href="https://example.org/">link</text:a></office:text></office:body>'
            "</office:document-content>"
        ),
        "meta.xml": (
            f"<office:document-meta {ODF_NAMES}><office:meta><meta:initial-creator>{SECRET}</meta:initial-creator></office:meta>"
            "</office:document-meta>"
        ),
        "settings.xml": (
            f'<office:document-settings {ODF_NAMES}><office:settings><config:config-item config:name="PrinterName">{SECRET}'
            '</config:config-item><config:config-item config:name="UseFormerLineSpacing">true</config:config-item>'
            "</office:settings></office:document-settings>"
        ),
        "Thumbnails/thumbnail.png": SECRET,
        "META-INF/manifest.xml": (
            f'<manifest:manifest {ODF_NAMES}><manifest:file-entry manifest:full-path="/"/><manifest:file-entry '
            'manifest:full-path="content.xml"/><manifest:file-entry manifest:full-path="Thumbnails/thumbnail.png"/>'
            "</manifest:manifest>"
        ),
    }  # fmt: skip
    return archive(members | dict(more))


def epub(more=()):
    """A book by a named author, with a script, and the buyer's name in a file that is no part of it."""
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": (
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf"/>'
            "</rootfiles></container>"
        ),
        "OEBPS/book.opf": (
            '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:creator>The '
            f'Author</dc:creator><meta name="calibre:user" content="{SECRET}"/></metadata><manifest><item id="a" href="a.xhtml" '
            'media-type="application/xhtml+xml"/><item id="s" href="s.js" media-type="text/javascript"/></manifest></package>'
        ),
        "OEBPS/a.xhtml": (
            '<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><script src="s.js"/></head><body onload="x()"><p>'
            f'Chapter&#160;one <a href="javascript:{SECRET}">link</a><img src="https://example.com/pixel.png"/></p></body></html>'
        ),
        "OEBPS/s.js": SECRET,
        "META-INF/com.apple.ibooks.plist": SECRET,
    }  # fmt: skip
    return archive(members | dict(more))


def rtf(extra=""):
    return (
        r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\info{\author "
        + SECRET
        + r"}{\company "
        + SECRET
        + r"}}{\*\rsidtbl \rsid1}"
        r"{\*\userprops{\propname a}{\staticval " + SECRET + r"}}\f0 An act{\deleted " + SECRET + r"} on people\'e9"
        r"{\*\atnauthor " + SECRET + r"}{\*\annotation " + SECRET + "}" + extra + "}"
    ).encode("latin-1")


def jpeg(*, exif=False, size=(8, 8), orientation=6):
    """A JPEG; with `exif` a place, an author and a comment in it."""
    picture, output = Image.new("RGB", size, (200, 30, 60)), io.BytesIO()
    if not exif:
        picture.save(output, "JPEG")
        return output.getvalue()
    data = Image.Exif()
    data[0x0112], data[0x013B] = orientation, SECRET
    data.get_ifd(0x8825)[29] = SECRET
    picture.save(output, "JPEG", exif=data, comment=SECRET.encode())
    return output.getvalue()


def png(*, text=False, size=(8, 8)):
    from PIL.PngImagePlugin import PngInfo

    picture, output, information = Image.new("RGB", size, (20, 130, 60)), io.BytesIO(), PngInfo()
    if text:
        information.add_text("Author", SECRET)
        information.add_itxt("XML:com.adobe.xmp", SECRET)
    picture.save(output, "PNG", pnginfo=information)
    return output.getvalue()


def ole(streams, *, directory_loops=False):
    """An OLE2 file (version 3) with streams {name: bytes}, each of 4,096 bytes or more."""
    end, free, fat_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    entries = [_ole_entry("Root Entry", 5, end, 0)]
    directory_sectors = (len(streams) + 4) // 4
    fat = [fat_mark, *range(2, directory_sectors + 1), end]
    if directory_loops:
        fat[directory_sectors] = 1
    sectors = []
    for name, data in streams.items():
        data = data.ljust(4096, b"\0")
        data += bytes(-len(data) % 512)
        start = len(fat)
        entries.append(_ole_entry(name, 2, start, len(data)))
        fat += [*range(start + 1, start + len(data) // 512), end]
        sectors.append(data)
    directory = b"".join(entries).ljust(directory_sectors * 512, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<10I", 0, 1, 1, 0, 4096, end, 0, end, 0, 0) + struct.pack("<108I", *[free] * 108)
    return header + struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff") + directory + b"".join(sectors)


def _ole_entry(name, kind, start, size):
    encoded = name.encode("utf-16-le") + b"\0\0"
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded), kind, 1)
        + bytes(12 + 36)
        + struct.pack("<IQ", start, size)
    )


def doc(flags=0, **streams):
    """A Word 97 document with further streams, as far as inspection reads it."""
    header = b"\xec\xa5" + bytes(8) + flags.to_bytes(2, "little")
    return ole({"WordDocument": header, "\x05SummaryInformation": b""} | streams)
