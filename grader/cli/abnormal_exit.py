"""How a command ends that cannot go on: a signal, a closed pipe, a full disk behind its output.

None of these is a bug, so none shows a traceback, and what was written until then stays. The exit code of a
signal is 128 and its number, as shells have it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import select
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import IO

from grader.cli import terminal
from grader.errors import UsageError

_BROKEN_PIPE = 128 + signal.SIGPIPE
_SIGNALS = (signal.SIGTERM, signal.SIGHUP)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class Stopped(KeyboardInterrupt):
    """A signal that ends a command like Ctrl-C does."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.exit_code = 128 + number


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Within, SIGTERM and SIGHUP raise `Stopped`, the first time; one that is ignored (nohup) stays so."""
    before = {n: signal.getsignal(n) for n in _SIGNALS if signal.getsignal(n) is not signal.SIG_IGN}
    for number in before:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, _: FrameType | None) -> None:
    for each in _SIGNALS:  # a terminal that closes sends both; the first one is being obeyed
        signal.signal(each, signal.SIG_IGN)
    raise Stopped(number)


def interrupted(stop: KeyboardInterrupt) -> int:
    """Say what became of the work; the exit code."""
    for line in getattr(stop, "__notes__", ["Interrupted."]):
        terminal.say(line, err=True)
    return stop.exit_code if isinstance(stop, Stopped) else 128 + signal.SIGINT


def output_lost(error: OSError) -> int:
    """The exit code where nothing can be written to stdout or stderr any more.

    Raises
    ------
    OSError
        The error itself: it is about something else.
    """
    piped = isinstance(error, BrokenPipeError) and any(map(_is_closed, (sys.stdout, sys.stderr)))
    if not piped and (error.filename is not None or error.errno not in _NO_ROOM):
        raise error
    reason = (error.strerror or str(error)).lower()
    if not piped:  # who closed a pipe has read enough
        with contextlib.suppress(OSError):
            terminal.fail(f"the output cannot be written: {reason}.")
    for stream in (sys.stdout, sys.stderr):  # or the interpreter tries again as it ends, and complains
        if stream is not None:
            with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a name, no path
                os.dup2(nowhere.fileno(), stream.fileno())
    return _BROKEN_PIPE if piped else 3


def _is_closed(stream: IO[str] | None) -> bool:
    """Whether nobody reads the pipe behind a stream any more."""
    if stream is None:
        return False
    poll = select.poll()
    poll.register(stream.fileno(), select.POLLOUT)
    return any(event & select.POLLERR for _, event in poll.poll(0))


def check_surroundings() -> None:
    """Refuse what no command could work in, before it fails somewhere deep inside.

    Raises
    ------
    UsageError
        The current folder is gone, or a file on Python's path hides a library.
    """
    try:
        os.getcwd()  # noqa: PTH109 - nothing else of the folder is wanted
    except FileNotFoundError:
        raise UsageError("The current folder does not exist any more. Go to one that does: cd") from None
    _leave_relative_folders()
    _refuse_shadows()


def _leave_relative_folders() -> None:
    """Take folders off Python's path that PYTHONPATH names from here: this folder may be a student's."""
    named = os.environ.get("PYTHONPATH")
    for folder in named.split(os.pathsep) if named else ():
        place = os.path.abspath(folder)  # noqa: PTH100 - as the interpreter does it
        if not Path(folder).is_absolute() and place in sys.path:
            sys.path.remove(place)


def _refuse_shadows() -> None:
    import importlib.util

    for name in ("pytest", "numpy", "msgspec", "jinja2", "rich"):
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.submodule_search_locations is None:  # each of them is a package
            raise UsageError(
                f"{spec.origin}: this file hides the library {name}, because its folder comes before the "
                "libraries on Python's path. Unset PYTHONPATH, or rename the file."
            )


def not_started(error: OSError) -> bool:
    """Whether a process could not be started because this user may not run the interpreter."""
    return error.filename == sys.executable and isinstance(error, (PermissionError, FileNotFoundError))
