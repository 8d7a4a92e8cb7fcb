"""Acts in forked processes: the portal's code is loaded once, and each act begins with no connection and no thread."""

import os
import pickle
import select
import signal
import sys
import time
import traceback


class ActFailed(AssertionError):
    """The act raised; the message is its traceback."""


class Forked:
    """A process that carries out an act: a function that gets `say`, with which it sends words to this process."""

    def __init__(self, act):
        self._reading, writing = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._reading)
            _run(act, writing)
        os.close(writing)
        self._words = os.fdopen(self._reading, "rb")

    def next_word(self, within=600):
        """The next word that the act sends, or its return value; None when it was killed. Raises ActFailed."""
        if not select.select([self._words], [], [], within)[0]:
            self.kill()
            raise ActFailed(f"nothing was heard for {within} seconds")
        try:
            failed, word = pickle.load(self._words)
        except EOFError:
            return None
        if failed:
            raise ActFailed(word)
        return word

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)

    def wait(self):
        """Its exit code, 137 for a process that was killed."""
        self._words.close()
        status = os.waitpid(self.pid, 0)[1]
        return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def result_of(act):
    """The return value of an act, run in a process of its own."""
    forked = Forked(act)
    try:
        return forked.next_word()
    finally:
        forked.wait()


def killed_after(act, seconds):
    """Begin an act without end, which sends one word first, and kill it; the failure before the kill, "" for none."""
    forked = Forked(act)
    try:
        forked.next_word()
        time.sleep(seconds)
        forked.kill()
        forked.next_word()
    except ActFailed as problem:
        return str(problem).strip().splitlines()[-1]
    finally:
        forked.wait()
    return ""


def _run(act, writing):
    with os.fdopen(writing, "wb", buffering=0) as pipe:
        say = lambda word: pipe.write(pickle.dumps((False, word)))  # noqa: E731
        try:
            result = act(say)
            pipe.write(pickle.dumps((False, result)))
        except BaseException:
            pipe.write(pickle.dumps((True, traceback.format_exc())))
    sys.stderr.flush()
    os._exit(0)
