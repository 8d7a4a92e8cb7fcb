"""Names and endings of the formats of files, by media type."""

FORMATS = {
    "application/pdf": ("PDF", "pdf"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("Word document", "docx"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("PowerPoint presentation", "pptx"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("Excel workbook", "xlsx"),
    "application/vnd.oasis.opendocument.text": ("OpenDocument text", "odt"),
    "application/epub+zip": ("EPUB book", "epub"),
    "application/rtf": ("RTF document", "rtf"),
    "application/msword": ("Word 97 document", "doc"),
    "text/csv": ("CSV table", "csv"),
    "text/plain": ("Plain text", "txt"),
    "image/jpeg": ("JPEG picture", "jpg"),
    "image/png": ("PNG picture", "png"),
}
#: Formats whose pages have a picture.
WITH_PICTURES = ("application/pdf", "image/jpeg", "image/png")


def label_of(media_type: str) -> str:
    return FORMATS.get(media_type, (media_type, ""))[0]
