"""Permissions of imports and bulk edits: those of the admin of the kind, and of publishing."""

from django.contrib import admin

from baliportal.accounts.row_permissions import acts_for_one_state
from baliportal.catalogue.kinds import all_kinds, named
from baliportal.catalogue.publishing import Status, moves_from

#: The `form` of a batch whose rows are files of records of any kind.
FILES = "files"


def admin_of(schema_name):
    """The model admin of the records of a schema; for files, of the records that they belong to."""
    return EveryKind() if schema_name == FILES else admin.site.get_model_admin(named(schema_name).model)


class EveryKind:
    """The admins of all kinds of records as one: a record is judged by the admin of its kind."""

    def has_view_or_change_permission(self, request, record=None):
        """Without a record: may the user see all of every kind, as the preview of an archive names any of them."""
        if record is not None:
            return _admin_of_record(record).has_view_or_change_permission(request, record)
        sees_all = all(each.has_view_or_change_permission(request) for each in _admins())
        return sees_all and not acts_for_one_state(request.user)

    def has_change_permission(self, request, record=None):
        if record is not None:
            return _admin_of_record(record).has_change_permission(request, record)
        return any(each.has_change_permission(request) for each in _admins())

    def has_add_permission(self, request):
        """Files are added to records that are there."""
        return False


def _admins():
    return [admin_of(kind.name) for kind in all_kinds() if admin.site.is_registered(kind.model)]


def _admin_of_record(record):
    return admin.site.get_model_admin(type(record))


def may_import_files(request):
    """Return True if the user may bring an archive of files."""
    every_kind = admin_of(FILES)
    return every_kind.has_view_or_change_permission(request) and may_import(every_kind, request)


def may_import(model_admin, request):
    """Return True if the user may import or bulk-edit records of this kind.

    The role table gives `imports.add_batch` to no role that acts for one state only, because a file names its states.
    """
    may_write = model_admin.has_change_permission(request) or model_admin.has_add_permission(request)
    return may_write and request.user.has_perm("imports.add_batch")


def write_refusal(model_admin, request, record):
    """Reason why the user may not write a record through a batch, "" if they may; `record` is None for a new one."""
    if record is None:
        return "" if model_admin.has_add_permission(request) else "You may not add records of this kind."
    if not model_admin.has_change_permission(request, record):
        return "You may not change this record."
    if getattr(record, "status", "") == Status.PUBLISHED and not may_publish(request.user):
        return "This record is published and you may not publish. Change it in its form: that makes a proposal."
    return ""


def delete_refusal(model_admin, request, batch, record):
    """Reason why the user may not delete a record that the batch added, "" if they may.

    Authors may undo their own batch whole. Records that somebody else added need the permission to delete.
    """
    if batch.who == request.user.get_username() or model_admin.has_delete_permission(request, record):
        return ""
    return "Somebody else brought this record, and you may not delete it."


def may_publish(user):
    """Return True if the user may publish a draft."""
    return Status.PUBLISHED in moves_from(Status.DRAFT, user)
