"""Who may write which record through a batch: the admin of its kind is asked, and publishing."""

from django.contrib import admin

from baliportal.catalogue.kinds import named
from baliportal.catalogue.publishing import Status, moves_from


def admin_of(form_name):
    """The admin in which records of this form are changed one by one."""
    return admin.site.get_model_admin(named(form_name).model)


def may_begin(model_admin, request):
    """Whether this person may bring changes of this kind at all.

    Nobody who acts for one state only: a file says for itself which states its records name.
    """
    may_write = model_admin.has_change_permission(request) or model_admin.has_add_permission(request)
    return may_write and request.user.has_perm("imports.add_batch")


def refusal(model_admin, request, thing):
    """Why this person may not write this record through a batch, None standing for a new one; "" when he may."""
    if thing is None:
        return "" if model_admin.has_add_permission(request) else "You may not add records of this kind."
    if not model_admin.has_change_permission(request, thing):
        return "You may not change this record."
    if getattr(thing, "status", "") == Status.PUBLISHED and not may_publish(request.user):
        return "This record is published and you may not publish. Change it in its form: that makes a proposal."
    return ""


def refusal_to_take_away(model_admin, request, batch, thing):
    """Why this person may not take away a record that the batch added; "" when he may.

    Undoing one's own batch is taking back one's own act, whole. What somebody else brought is deleted like any record.
    """
    if batch.who == request.user.get_username() or model_admin.has_delete_permission(request, thing):
        return ""
    return "Somebody else brought this record, and you may not delete it."


def may_publish(user):
    return Status.PUBLISHED in moves_from(Status.DRAFT, user)
