"""Exit codes and messages of commands that end early: by a signal, a closed pipe or a full disk.

These are not bugs, so no traceback is shown, and the results written so far are kept. As in shells, the exit code
for a signal is 128 plus the signal's number.
"""

from __future__ import annotations

import contextlib
import errno
import os
import select
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import IO

from grader.cli import terminal
from grader.errors import UsageError

_BROKEN_PIPE_CODE = 128 + 13  # SIGPIPE, which Windows does not name
_END_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_RETRY_S = 0.001
_WRITE_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class StoppedBySignal(KeyboardInterrupt):
    """A signal that ends a command in the same way as Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.exit_code = 128 + number


@contextlib.contextmanager
def signals_as_exceptions() -> Iterator[None]:
    """In this context SIGINT raises `KeyboardInterrupt`, and the first SIGTERM or SIGHUP `StoppedBySignal`.

    Signals that nohup or a shell's background ignores stay ignored.
    """
    before = {
        number: handler
        for number in (signal.SIGINT, *_END_SIGNALS)
        if (handler := signal.getsignal(number)) is not signal.SIG_IGN
    }
    for number in before:
        signal.signal(number, _raise_interruption)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _raise_interruption(number: int, frame: FrameType | None) -> None:
    if _is_importing(frame):
        threading.Timer(_RETRY_S, _send_again, [number]).start()
        return
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    for each in _END_SIGNALS:  # a terminal that closes sends both; the command ends by the first one
        signal.signal(each, signal.SIG_IGN)
    raise StoppedBySignal(number)


def _send_again(number: int) -> None:
    if hasattr(signal, "pthread_kill"):  # not on Windows
        signal.pthread_kill(threading.main_thread().ident or 0, number)  # ends a wait of the main thread, too
    else:
        signal.raise_signal(number)


def _is_importing(frame: FrameType | None) -> bool:
    """Whether the import system itself is running, not the code of a module that it loads.

    An exception there can leave its lock taken for ever, and the thread that makes the pages waits for that lock.
    """
    while frame is not None and frame.f_code.co_name != "<module>":
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def report_interruption(stop: KeyboardInterrupt) -> int:
    """Print what happened to the work, and return the exit code."""
    for line in getattr(stop, "__notes__", ["Interrupted."]):
        terminal.remark(line)
    return stop.exit_code if isinstance(stop, StoppedBySignal) else 128 + signal.SIGINT


def output_error_code(error: OSError) -> int:
    """Print why the output cannot be written to stdout or stderr, and return the exit code.

    Raises
    ------
    OSError
        The error itself, if it is not about the output.
    """
    piped = isinstance(error, BrokenPipeError) and any(map(_is_closed, (sys.stdout, sys.stderr)))
    if not piped and (error.filename is not None or error.errno not in _WRITE_ERRORS):
        raise error
    reason = (error.strerror or str(error)).lower()
    if not piped:  # a reader that closed the pipe needs no message
        with contextlib.suppress(OSError):
            terminal.fail(f"the output cannot be written: {reason}.")
    # The interpreter flushes both streams at exit. Without this it would fail again and print an error.
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - os.devnull is a name, not a path
                os.dup2(nowhere.fileno(), stream.fileno())
    return _BROKEN_PIPE_CODE if piped else 3


def _is_closed(stream: IO[str] | None) -> bool:
    """Whether a stream is a pipe whose reader has closed it."""
    if stream is None:
        return False
    poll = select.poll()
    poll.register(stream.fileno(), select.POLLOUT)
    return any(event & select.POLLERR for _, event in poll.poll(0))


def check_environment() -> None:
    """Check the conditions that every command needs, so that it does not fail later with an unclear error.

    Raises
    ------
    UsageError
        The current folder does not exist, or a file on Python's path hides a library.
    """
    try:
        os.getcwd()  # noqa: PTH109 - only called to see whether it fails
    except FileNotFoundError:
        raise UsageError("The current folder does not exist any more. Go to one that does: cd") from None
    _remove_relative_folders()
    _refuse_shadowing_files()


def _remove_relative_folders() -> None:
    """Remove the relative folders of PYTHONPATH from Python's path: the current folder may be a student's."""
    named = os.environ.get("PYTHONPATH")
    for folder in named.split(os.pathsep) if named else ():
        place = os.path.abspath(folder)  # noqa: PTH100 - the interpreter does the same
        if not Path(folder).is_absolute() and place in sys.path:
            sys.path.remove(place)


def _refuse_shadowing_files() -> None:
    import importlib.util

    for name in ("pytest", "numpy", "msgspec", "jinja2", "rich"):
        spec = importlib.util.find_spec(name)
        if (
            spec is not None and spec.submodule_search_locations is None
        ):  # a single file; the libraries are packages
            raise UsageError(
                f"{spec.origin}: this file hides the library {name}, because its folder comes before the "
                "libraries on Python's path. Unset PYTHONPATH, or rename the file."
            )


def interpreter_not_executable(error: OSError) -> bool:
    """Whether a process could not be started because the user may not execute the interpreter."""
    return error.filename == sys.executable and isinstance(error, (PermissionError, FileNotFoundError))
