from django.db import models

from ..journal.audited_models import AuditedRoot


class PortalSettings(AuditedRoot):
    """Settings that an administrator makes of the portal: one record, absent until it is first saved.

    Its mailboxes belong to a role and not to a person. Read it with `baliportal.catalogue.portal_settings`.
    """

    is_only = models.BooleanField(default=True, unique=True, editable=False)
    secretariat_email = models.EmailField("address of the secretariat", blank=True)
    support_office_email = models.EmailField("address of the support office", blank=True)
    contact_note = models.TextField("note beside the addresses", blank=True)
    exit_url = models.URLField("target of “Exit this page quickly”", max_length=1000, blank=True)

    class Meta:
        verbose_name_plural = "portal settings"
        constraints = [models.CheckConstraint(condition=models.Q(is_only=True), name="one_record_of_portal_settings")]

    def __str__(self):
        return "Portal settings"
