"""The history of accounts in the back office: what Django's log would say goes there, where nobody erases it."""

import json

from django.contrib import admin
from django.contrib.admin.models import LogEntry

from baliportal.catalogue.admin.read_only_list import ReadOnlyAdmin

from ..audit import acts_on, record
from ..models import AccountAct


class RecordedAccounts:
    """Puts what is done to accounts and groups into their own history, in place of Django's log."""

    object_history_template = "admin/access/history.html"

    def log_addition(self, request, obj, message):
        record(request, obj, AccountAct.What.MADE, _in_words(message))

    def log_change(self, request, obj, message):
        record(request, obj, AccountAct.What.CHANGED, _in_words(message))

    def log_deletions(self, request, queryset):
        for obj in queryset:
            record(request, obj, AccountAct.What.DELETED)

    def history_view(self, request, object_id, extra_context=None):
        account = self.get_object(request, object_id)
        acts = acts_on(account)[:200] if account else []
        return super().history_view(request, object_id, {"acts": acts} | (extra_context or {}))


@admin.register(AccountAct)
class AccountActAdmin(ReadOnlyAdmin):
    list_display = ("at", "who", "what", "whose", "address", "note")
    list_filter = ("what",)
    search_fields = ("who", "whose", "note")
    date_hierarchy = "at"


def _in_words(message):
    """What Django's admin says of an addition or a change, as a sentence."""
    entry = LogEntry(change_message=json.dumps(message) if isinstance(message, list) else message)
    return str(entry.get_change_message())
