"""A move is made on what somebody saw: publishing a version that he has not read is refused."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect

from baliportal.catalogue import journal
from baliportal.catalogue.admin.stale_form_merge import as_if_opened
from baliportal.catalogue.journal.locking import StaleVersion, changes_since, check_not_stale, lock, number_in


class MovesWhatWasSeen:
    """Adds to the moves of a kind the check that the record still stands as the page showed it."""

    def move_view(self, request, object_id, to, *args, **kwargs):
        if request.method != "POST" or "seen" not in request.POST:
            return super().move_view(request, object_id, to, *args, **kwargs)
        entry, seen = self._viewable(request, object_id), number_in(request.POST["seen"])
        try:
            with journal.recording(by=request.user):
                lock(entry)
                if changes_since(entry, seen):  # is told only to whoever may make this move
                    super().move_view(as_if_opened(request), object_id, to, *args, **kwargs)
                check_not_stale(entry, seen, partial(self.told_acts, request))
                return super().move_view(request, object_id, to, *args, **kwargs)
        except StaleVersion as news:
            words = (
                f"“{entry}” stays as it is, as it changed while you had the page open: {news}. Look, and confirm again."
            )
            self.message_user(request, words, messages.WARNING)
            return redirect(f"{request.path}?seen={seen or ''}")
