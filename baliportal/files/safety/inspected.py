def inspected(media_type, findings=(), *, signed=False, pages=None):
    """The item that `inspection.inspect` yields."""
    return {"media_type": media_type, "findings": list(findings), "signed": signed, "pages": pages}
