"""Account history in the admin: replaces Django's admin log, whose rows can be deleted, by the append-only history."""

import json

from django.contrib import admin
from django.contrib.admin.models import LogEntry

from baliportal.catalogue.admin.read_only_list import ReadOnlyAdmin

from ..audit import account_acts, record_account_act
from ..models import AccountAct


class AuditedAccounts:
    """Admin mixin that writes changes of users and groups to the account history in place of Django's admin log."""

    object_history_template = "admin/access/history.html"

    def log_addition(self, request, obj, message):
        record_account_act(request, obj, AccountAct.What.MADE, _message_text(message))

    def log_change(self, request, obj, message):
        record_account_act(request, obj, AccountAct.What.CHANGED, _message_text(message))

    def log_deletions(self, request, queryset):
        for obj in queryset:
            record_account_act(request, obj, AccountAct.What.DELETED)

    def history_view(self, request, object_id, extra_context=None):
        account = self.get_object(request, object_id)
        acts = account_acts(account)[:200] if account else []
        return super().history_view(request, object_id, {"acts": acts} | (extra_context or {}))


@admin.register(AccountAct)
class AccountActAdmin(ReadOnlyAdmin):
    list_display = ("at", "who", "what", "whose", "address", "note")
    list_filter = ("what",)
    search_fields = ("who", "whose", "note")
    date_hierarchy = "at"


def _message_text(message):
    """Format a change message of Django's admin as a sentence."""
    entry = LogEntry(change_message=json.dumps(message) if isinstance(message, list) else message)
    return str(entry.get_change_message())
