"""Other extractors of PDF text than PDFium: pdfminer.six, and pdftotext of poppler where that program is installed."""

import io
import signal
import subprocess
import threading
from contextlib import contextmanager
from shutil import which

from .scripts import RIGHT_TO_LEFT

PAGE_SECONDS = 20  # For one page by one extractor; a real page takes 50 ms by pdfminer.
PDFTOTEXT_SECONDS = 30  # For a batch.
BATCH = 16  # Pages that pdftotext is asked for at once, because it reads the file anew each time.


class TooSlow(Exception):
    """A page took longer than its time limit."""


class OtherExtractors:
    """Texts of the pages of one file by the other extractors, which are started when the first page is asked for."""

    def __init__(self, data):
        self.data = data
        self._pdfminer_pages = self._resources = None
        self._pdftotext_pages = {}
        self._pdftotext = which("pdftotext")

    def texts(self, number, script=""):
        """Yield (method, raw text) of a page whose main script is known, without the extractors that fail on it."""
        texts = {"pdfminer": self._by_pdfminer(number, script), "pdftotext": self._by_pdftotext(number)}
        yield from ((method, text) for method, text in texts.items() if text)

    def _by_pdfminer(self, number, script):
        try:
            with time_limit(PAGE_SECONDS):
                if self._pdfminer_pages is None:
                    self._pdfminer_pages = _pdfminer_pages(self.data)
                return _pdfminer_text(self._pdfminer_pages[number - 1], self._manager(), script)
        except MemoryError:
            raise
        except Exception:  # A damaged or hostile file fails in too many ways to name.
            self._pdfminer_pages = self._pdfminer_pages or []
            return ""

    def _manager(self):
        from pdfminer.pdfinterp import PDFResourceManager

        self._resources = self._resources or PDFResourceManager()  # Keeps the fonts, which take half the time to load.
        return self._resources

    def _by_pdftotext(self, number):
        if not self._pdftotext:
            return ""
        if number not in self._pdftotext_pages:
            self._pdftotext_pages = self._run_pdftotext(number)
        return self._pdftotext_pages.get(number, "")

    def _run_pdftotext(self, first):
        last = first + BATCH - 1
        command = [self._pdftotext, "-q", "-enc", "UTF-8", "-f", str(first), "-l", str(last), "-", "-"]
        try:
            output = subprocess.run(command, input=self.data, capture_output=True, timeout=PDFTOTEXT_SECONDS).stdout  # noqa: S603 - the program is the one installed
        except (subprocess.TimeoutExpired, OSError):
            self._pdftotext = None
            return {}
        texts = output.decode("utf-8", "replace").split("\f")
        return dict.fromkeys(range(first, last + 1), "") | dict(zip(range(first, last + 1), texts, strict=False))


def _pdfminer_pages(data):
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    return list(PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))))


def _pdfminer_text(page, manager, script):
    from pdfminer.converter import TextConverter
    from pdfminer.layout import LAParams
    from pdfminer.pdfinterp import PDFPageInterpreter

    # Justified Arabic lines have wide gaps, which would divide them; only East Asian text is written downwards.
    margin = 8 if script in RIGHT_TO_LEFT else 2
    output, layout = io.StringIO(), LAParams(char_margin=margin, detect_vertical=script in ("Han", "Kana"))
    converter = TextConverter(manager, output, laparams=layout)
    PDFPageInterpreter(manager, converter).process_page(page)
    return output.getvalue()


@contextmanager
def time_limit(seconds):
    """Raise TooSlow in the block after so many seconds of CPU time; without effect outside the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    previous = signal.signal(signal.SIGVTALRM, _too_slow)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, previous)


def _too_slow(*_):
    raise TooSlow
