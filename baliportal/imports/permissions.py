"""Permissions of imports and bulk edits: those of the admin of the kind, and of publishing."""

from django.contrib import admin

from baliportal.catalogue.kinds import named
from baliportal.catalogue.publishing import Status, moves_from


def admin_of(schema_name):
    """The model admin of the records of a schema."""
    return admin.site.get_model_admin(named(schema_name).model)


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
