"""Base admin of every kind of entry, composed of editorial features."""

from django.forms import Script

from baliportal.accounts.admin.row_permission_forms import OwnStateFormsAdmin
from baliportal.catalogue.admin import EntryAdmin
from baliportal.catalogue.kinds import name_of, schema_of_model
from baliportal.exports.admin import ExportAdmin
from baliportal.files.admin import FileInline, FileUploads
from baliportal.files.records import file_rows
from baliportal.imports.admin.spreadsheets import Spreadsheet

from .duplicates import Duplicates
from .moving import Moves
from .presence import Presence
from .preview import Preview
from .proposing import Proposing
from .quality import QualityFindings
from .record_merge import Merging
from .schedules import Schedules
from .verification import Verification


class CuratedAdmin(OwnStateFormsAdmin, EntryAdmin):
    """Admin of one kind of entry: row permissions, form, and one feature for each part of the desk.

    Actions, filters and messages after a save follow the order of the features; of two reasons against a move, the
    one of the earlier feature is shown.
    """

    features = (
        Spreadsheet, Moves, Schedules, Proposing, Duplicates, FileUploads, QualityFindings, Preview, Verification,
        Merging, Presence, *EntryAdmin.features,
    )  # fmt: skip
    change_list_template = ExportAdmin.change_list_template

    class Media:
        js = (Script("js/alike.js", type="module"),)

    def get_inlines(self, request, obj):
        """Add the files to the rows of a kind that has them."""
        files = (FileInline,) if file_rows(schema_of_model(self.model)) else ()
        return (*files, *super().get_inlines(request, obj))

    @property
    def kind_name(self):
        return name_of(self.model)
