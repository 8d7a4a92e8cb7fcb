"""The admin of a kind of entry: one base for all rooms, put together from what each part of the desk adds."""

from baliportal.catalogue.admin import EntryAdmin

from .duplicates import DuplicatesAdmin
from .merging import MergingAdmin
from .quality import QualityAdmin
from .verification import VerificationAdmin


class CuratedAdmin(QualityAdmin, VerificationAdmin, MergingAdmin, DuplicatesAdmin, EntryAdmin):
    """A kind of entry in the back office. Each part of the desk is a class of its own, named here one by one."""
