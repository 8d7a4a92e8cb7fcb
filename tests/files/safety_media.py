"""Small files of formats other than PDF and DOCX that the tests make themselves."""

import io
import struct

from PIL import Image

from .safety_parts import OFFICE, RELATIONS, SECRET, archive, content_types, relations


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
