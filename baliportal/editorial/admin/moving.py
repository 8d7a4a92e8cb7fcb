"""Workflow moves in the admin: buttons in the form, and actions on many records with a preview."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from baliportal.catalogue import journal
from baliportal.catalogue.admin.features import AdminFeature
from baliportal.catalogue.journal.locking import StaleVersion, check_not_stale, lock, parse_number
from baliportal.catalogue.publishing import MOVES, PUBLISH, SUBMIT, WITHDRAW, MoveRefused, Status, move, moves_from

from ..scheduling import embargoed

#: Label of the move to each status.
MOVE_LABELS = {
    Status.DRAFT: "Return to draft",
    Status.IN_REVIEW: "Submit for review",
    Status.PUBLISHED: "Publish",
    Status.WITHDRAWN: "Withdraw",
}
#: Records that a preview lists by name.
MAX_LISTED = 100
#: Records that one action moves, because they share a transaction and are all held in memory.
MAX_MOVED = 2_000


class Moves(AdminFeature):
    """Moves one or many entries through the workflow, after a page that says which will move, or why not."""

    def urls(self):
        return [("<path:object_id>/move/<slug:to>/", self.move_view, "move")]

    def actions(self, request):
        offered = [
            (SUBMIT, self.submit),
            (PUBLISH, self.publish),
            (WITHDRAW, self.withdraw),
            (SUBMIT, self.return_to_draft),
        ]
        return [action for permission, action in offered if request.user.has_perm(permission)]

    def reasons_against(self, request, entries, to):
        reasons = {entry.pk: words for entry in entries if (words := _reason_against(entry, to, request.user))}
        if to == Status.PUBLISHED:
            words = "It is under embargo until {:%d %B %Y %H:%M} UTC. Cancel that first."
            reasons = {pk: words.format(at) for pk, at in embargoed(entries).items()} | reasons
        return reasons

    def form_context(self, request, record):
        return {"moves": [(to, MOVE_LABELS[to]) for to in moves_from(record.status, request.user, record)]}

    def move_view(self, request, object_id, to):
        """Ask for confirmation and a note (GET), then move the entry to another status (POST)."""
        entry = self.admin.viewable(request, object_id)
        if to not in Status:
            raise Http404
        _require_permission(entry, to, request.user)
        if request.method == "POST":
            return self._confirmed(request, entry, to)
        reasons = self.admin.reasons_against(request, [entry], to)
        if reasons:
            self._move_and_report(request, [entry], to, reasons, "")
            return redirect(self.admin.url("change", entry.pk))
        label = MOVE_LABELS[Status(to)]
        return self.page(request, "admin/move.html", f"{label}?", entry, move_label=label, to=Status(to))

    def _confirmed(self, request, entry, to):
        """Move the entry, unless it has changed since the confirmation page was opened."""
        try:
            with journal.recording(by=request.user):
                lock(entry)
                if "seen" in request.POST:
                    seen = parse_number(request.POST["seen"])
                    check_not_stale(entry, seen, partial(self.admin.activity_for, request))
                entry = self.admin.viewable(request, entry.pk)
                reasons = self.admin.reasons_against(request, [entry], to)
                self._move_and_report(request, [entry], to, reasons, request.POST.get("note", "")[:2000])
        except StaleVersion as news:
            words = (
                f"“{entry}” stays as it is, as it changed while you had the page open: {news}. Look, and confirm again."
            )
            self.admin.message_user(request, words, messages.WARNING)
            return redirect(f"{request.path}?seen={seen or ''}")
        return redirect(self.admin.url("change", entry.pk))

    @admin.action(description="Submit selected for review…")
    def submit(self, model_admin, request, queryset):
        return self._confirm_many(request, queryset, Status.IN_REVIEW)

    @admin.action(description="Publish selected…")
    def publish(self, model_admin, request, queryset):
        return self._confirm_many(request, queryset, Status.PUBLISHED)

    @admin.action(description="Withdraw selected…")
    def withdraw(self, model_admin, request, queryset):
        return self._confirm_many(request, queryset, Status.WITHDRAWN)

    @admin.action(description="Return selected to draft…")
    def return_to_draft(self, model_admin, request, queryset):
        return self._confirm_many(request, queryset, Status.DRAFT)

    def _confirm_many(self, request, queryset, to):
        total = queryset.count()
        if total > MAX_MOVED:
            words = f"{total} are chosen; at most {MAX_MOVED} are moved at once. Narrow the list and go on in steps."
            return self.admin.message_user(request, words, messages.ERROR)
        entries = list(queryset)
        reasons = self.admin.reasons_against(request, entries, to)
        if "confirmed" in request.POST:
            return self._move_and_report(request, entries, to, reasons, request.POST.get("note", "")[:2000])
        moving = [entry for entry in entries if entry.pk not in reasons]
        staying = [(entry, reasons[entry.pk]) for entry in entries if entry.pk in reasons]
        context = self.admin.admin_site.each_context(request) | {
            "title": f"{MOVE_LABELS[to]}: what will happen",
            "move_label": MOVE_LABELS[to],
            "opts": self.opts,
            "to": to,
            "going": moving[:MAX_LISTED],
            "going_total": len(moving),
            "staying": staying[:MAX_LISTED],
            "staying_total": len(staying),
            "action": request.POST["action"],
            "select_across": request.POST.get("select_across", "0"),
            "selected": request.POST.getlist(admin.helpers.ACTION_CHECKBOX_NAME),
        }
        return TemplateResponse(request, "admin/move_many.html", context)

    def _move_and_report(self, request, entries, to, reasons, note):
        moved, refused = 0, []
        for entry in entries:
            try:
                if entry.pk in reasons:
                    raise MoveRefused(reasons[entry.pk])
                move(entry, to=to, by=request.user, note=note)
                moved += 1
            except (MoveRefused, PermissionDenied) as reason:
                refused.append(f"“{entry}” stays as it is. {reason}")
        if moved:
            subject = f"“{entries[0]}” is" if len(entries) == 1 else f"{moved} record{'s are' if moved > 1 else ' is'}"
            self.admin.message_user(request, f"{subject} now {Status(to).label.lower()}.", messages.SUCCESS)
        for reason in refused[:20]:
            self.admin.message_user(request, reason, messages.WARNING)
        if len(refused) > 20:
            self.admin.message_user(request, f"{len(refused) - 20} more stay as they are.", messages.WARNING)


def _reason_against(entry, to, user):
    """Return a sentence that says why the person cannot make this move, or "" if they can."""
    if to in moves_from(entry.status, user, entry):
        return ""
    if (entry.status, to) in MOVES:
        return "Your role does not allow it."
    if entry.status == to:
        return f"It is {Status(to).label.lower()} already."
    return f"It is {Status(entry.status).label.lower()}, and from there it cannot become {Status(to).label.lower()}."


def _require_permission(entry, to, user):
    """Raise PermissionDenied unless the person may make this move, or any move to `to` if this one does not exist."""
    permissions = [permission for (start, end), (permission, _) in MOVES.items() if end == to and start == entry.status]
    permissions = permissions or [permission for (_, end), (permission, _) in MOVES.items() if end == to]
    if not any(user.has_perm(permission, entry) for permission in permissions):
        raise PermissionDenied
