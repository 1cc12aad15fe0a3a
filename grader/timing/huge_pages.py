"""Keep the kernel from joining the pages of one timed worker and not of the other.

Where a program asks for huge pages, as NumPy does for large arrays, the kernel's thread ``khugepaged`` looks for small
pages that it can join to huge ones. It visits one process after the other, some megabytes in ten seconds, so it finds
the worker that came first. That worker is 4 to 7 % faster from then on, with the same code. A process that came before
both, and has a terabyte of addresses without memory, keeps the thread busy for as long as anything is timed.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator

_SPACE = 1 << 40
"""Bytes of addresses: the thread takes days for them, unless it is set to be much faster than usual."""
_HOLD = """
import mmap, sys
NO_RESERVE = 0x4000
try:
    space = mmap.mmap(-1, int(sys.argv[1]), flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | NO_RESERVE)
    space.madvise(mmap.MADV_HUGEPAGE)
    space[0] = 1
except (AttributeError, OSError):
    pass
print(flush=True)
sys.stdin.read()
"""
"""A kernel without huge pages, or a limit of addresses, is no error. The process ends with the one that started it,
because its input ends then."""


@contextlib.contextmanager
def pages_left_alone() -> Iterator[None]:
    """Keep the kernel from joining pages of processes that start in a ``with`` block, for its length."""
    command = [sys.executable, "-I", "-S", "-c", _HOLD, str(_SPACE)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as holder:  # fmt: skip
        try:
            assert holder.stdout is not None
            holder.stdout.readline()  # the workers must come after it
            yield
        finally:
            holder.kill()
