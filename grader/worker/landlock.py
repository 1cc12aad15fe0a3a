"""Landlock: what a worker may open, whatever uid it has and whatever the mounts are."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable

from grader.worker import kernel

_EXECUTE, _WRITE, _READ, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_NET_BIND_AND_CONNECT = 3
_SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 3
_TRUNCATE, _DEVICE_CONTROL = 1 << 14, 1 << 15
_LIBRARY = _EXECUTE | _READ | _READ_DIR
_FILE_RIGHTS = _EXECUTE | _WRITE | _READ | _TRUNCATE | _DEVICE_CONTROL


def _handled(abi: int) -> int:
    """Every file-system right this version knows of, so that all not granted are refused."""
    bits = 13 + (abi >= 2) + (abi >= 3) + (abi >= 5)
    return (1 << bits) - 1


def ruleset(readable: Iterable[str], writable: Iterable[str], listed: Iterable[str] = ()) -> int:
    """A descriptor for `restrict`: ``readable`` paths may be read, below ``writable`` anything, the rest nothing.

    Below ``listed`` it may be asked what there is.

    Raises
    ------
    OSError
        The kernel has no Landlock.
    """
    abi = kernel.landlock_abi()
    handled = _handled(abi)
    attributes = struct.pack("<Q", handled)
    if abi >= 4:
        attributes += struct.pack("<Q", _NET_BIND_AND_CONNECT)
    if abi >= 6:
        attributes += struct.pack("<Q", _SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS)
    rules = kernel.landlock_create(attributes)
    for path in readable:
        _allow(rules, path, _LIBRARY)
    for path in writable:
        _allow(rules, path, handled & ~_EXECUTE)
    for path in listed:
        _allow(rules, path, _READ_DIR)
    return rules


def restrict(rules: int) -> None:
    """Confine this process by rules, and close their descriptor."""
    kernel.landlock_restrict(rules)
    os.close(rules)


def _allow(rules: int, path: str, access: int) -> None:
    if os.path.isdir(path):
        kernel.landlock_allow(rules, path, access)
    elif os.path.exists(path):
        kernel.landlock_allow(rules, path, access & _FILE_RIGHTS)
