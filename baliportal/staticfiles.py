"""Static files under names that carry their content's hash, so that a browser may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedFiles(CompressedManifestStaticFilesStorage):
    """A file that was not collected keeps its plain name: a page without a picture, rather than no page."""

    support_js_module_import_aggregation = True  # JavaScript modules import each other by the hashed names too

    def stored_name(self, name):
        collected = self.hash_key(self.clean_name(name)) in self.hashed_files
        return super().stored_name(name) if collected else name
