"""The child process: a script, started by `stream_limited` in an isolated interpreter, that calls one function.

Its argument is a JSON object: root (the directory to import from), parent (process id), function (dotted path), args,
memory and cpu_seconds. The function gets the standard input as a binary file, then the args, and yields JSON values.
Each goes to the standard output as one line that begins with “+”. The last line is “.”, or “!” and a JSON list [kind,
message] for a failure. Limits are set here and not between fork and exec, where no code of a threaded parent may run.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from importlib import import_module

# Built in advance, because there may be no memory left to build it when it is needed.
OUT_OF_MEMORY = b'!["memory",""]\n'
PR_SET_PDEATHSIG = 1  # Of prctl(2).


def main(request):
    _end_with(request["parent"])
    output = _reserve_output()
    _set_limits(request["memory"], request["cpu_seconds"])
    sys.path.insert(0, request["root"])
    from baliportal.sandbox.errors import Refused

    try:
        for item in _import_function(request["function"])(sys.stdin.buffer, *request["args"]):
            output.write(b"+%s\n" % json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode())
        last = b".\n"
    except Refused as problem:
        last = _failure_line("refused", str(problem))
    except MemoryError:
        last = OUT_OF_MEMORY
    except Exception as problem:
        last = _failure_line("crashed", f"{type(problem).__name__}: {problem}")
    output.write(last)
    output.flush()


def _end_with(parent):
    """Let the kernel end this process with the one that started it, which nobody may live to do after a kill."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


def _reserve_output():
    """Reserve the standard output for the items: redirect what a library prints to the standard error."""
    output = os.fdopen(os.dup(1), "wb", buffering=64 * 1024)
    os.dup2(2, 1)
    return output


def _set_limits(memory, cpu_seconds):
    """Set the limits of this process; it cannot write files, and a crash leaves no core dump."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _import_function(path):
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name)


def _failure_line(kind, message):
    return b"!%s\n" % json.dumps([kind, message[:1000]]).encode()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
