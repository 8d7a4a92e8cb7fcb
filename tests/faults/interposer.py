"""The shared library that counts file operations (operations.c): compiled where there is a compiler, and armed."""

import ctypes
import os
import shutil
import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("operations.c")


def compiler():
    """The path of a C compiler; None where there is none."""
    return shutil.which("gcc") or shutil.which("cc")


def compiled(directory):
    """The library, as LD_PRELOAD takes it."""
    library = Path(directory) / "operations.so"
    subprocess.run([compiler(), "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=True)
    return library


def arm(directory, operation):
    """From here on this process ends at that file operation under `directory`; 0 for never."""
    _loaded().fault_arm(os.fsencode(directory), ctypes.c_long(operation))


def operations():
    """File operations since then."""
    return _loaded().fault_count()


def _loaded():
    library = ctypes.CDLL(None)  # the process itself, where the preloaded library's names are
    library.fault_count.restype = ctypes.c_long
    return library
