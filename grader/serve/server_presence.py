"""Whether a server runs over a folder of results: it writes the pages there, and nobody else has to."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from grader.output import folder_below, open_plain, write_error

_FILE: Final = "serving"


@contextlib.contextmanager
def present(results: Path) -> Iterator[None]:
    """Be the server of these results. The lock ends with the process, however that ends."""
    try:
        with folder_below(results, results / ".grader") as folder:
            file = open_plain(_FILE, folder)
    except OSError as error:
        raise write_error(results / ".grader" / _FILE, error) from None
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_served(results: Path) -> bool:
    """Whether a server runs over these results."""
    try:
        descriptor = os.open(results / ".grader" / _FILE, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
