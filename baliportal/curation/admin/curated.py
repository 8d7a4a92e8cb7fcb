"""The admin of a kind of entry: one base for all rooms, put together from what each part of the desk adds."""

from baliportal.catalogue.admin import EntryAdmin

from .duplicates import DuplicatesAdmin
from .merging import MergingAdmin
from .moves_seen import MovesWhatWasSeen
from .moving import Moving
from .own_state_forms import OwnStateForms
from .permitted import Permitted
from .presence import TellsWhoElse
from .preview import Previewed
from .proposing import Proposing
from .quality import QualityAdmin
from .schedules import Scheduled
from .spreadsheets import SpreadsheetAdmin
from .verification import VerificationAdmin


class CuratedAdmin(
    Permitted, OwnStateForms, Proposing, QualityAdmin, MovesWhatWasSeen, Moving, Scheduled, Previewed,
    VerificationAdmin, MergingAdmin, DuplicatesAdmin, TellsWhoElse, SpreadsheetAdmin, EntryAdmin,
):  # fmt: skip
    """A kind of entry in the back office. Each part of the desk is a class of its own, named here one by one."""

    actions = (*Moving.actions, *SpreadsheetAdmin.actions)
