"""The admin of a kind of entry: one base for all rooms, put together from what each part of the desk adds."""

from baliportal.accounts.admin.permitted import Permitted
from baliportal.accounts.admin.row_permission_forms import OwnStateForms
from baliportal.catalogue.admin import EntryAdmin
from baliportal.imports.admin.spreadsheets import SpreadsheetAdmin

from .duplicates import DuplicatesAdmin
from .moving import Moving
from .presence import TellsWhoElse
from .preview import Previewed
from .proposing import Proposing
from .quality import QualityAdmin
from .record_merge import MergingAdmin
from .schedules import Scheduled
from .verification import VerificationAdmin
from .versioned_moves import MovesWhatWasSeen


class CuratedAdmin(
    Permitted, OwnStateForms, Proposing, QualityAdmin, MovesWhatWasSeen, Moving, Scheduled, Previewed,
    VerificationAdmin, MergingAdmin, DuplicatesAdmin, TellsWhoElse, SpreadsheetAdmin, EntryAdmin,
):  # fmt: skip
    """A kind of entry in the back office. Each part of the desk is a class of its own, named here one by one."""

    actions = (*Moving.actions, *SpreadsheetAdmin.actions)
