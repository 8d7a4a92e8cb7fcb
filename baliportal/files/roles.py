"""Roles of files: what a file is to its entry. Each kind names those that its files may have."""

ROLES = {
    "text": "Text of the law",
    "consolidated": "Consolidated text",
    "treaty-text": "Text of the treaty",
    "agreement-text": "Text of the agreement",
    "translation": "Translation",
    "summary": "Summary",
    "agenda": "Agenda",
    "outcome": "Outcome document",
    "participants": "List of participants",
    "presentation": "Presentation",
    "photograph": "Photograph",
    "publication": "Publication",
    "form": "Form",
    "annex": "Annex",
    "archived-copy": "Archived copy",
    "other": "Other",
}
