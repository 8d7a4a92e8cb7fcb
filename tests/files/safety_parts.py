"""Parts that the files of the safety tests share."""

import io
import zipfile

PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def archive(members, comment=b"", compression=zipfile.ZIP_DEFLATED):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", compression) as file:
        for name, data in members.items():
            file.writestr(name, data)
        file.comment = comment
    return output.getvalue()


SECRET = "Siti Rahmawati Secret"  # Stands for whatever must not be in a public copy.


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


OFFICE = "application/vnd.openxmlformats-officedocument."


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
