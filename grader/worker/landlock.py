"""Landlock: what a worker may open, whatever uid it has and whatever the mounts are."""

from __future__ import annotations

import os
import struct
from collections.abc import Collection, Iterable, Iterator

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


def ruleset(readable: Iterable[str], writable: Iterable[str], left_out: Collection[str] = ()) -> int:
    """A descriptor for `restrict`: ``readable`` paths may be read, below ``writable`` anything, the rest nothing.

    What is ``left_out`` below ``readable`` may be named and not read. A link counts for nothing then: what it leads to
    is to be named itself.

    Raises
    ------
    OSError
        The kernel has no Landlock, or refuses a rule.
    """
    abi = kernel.landlock_abi()
    handled = _handled(abi)
    attributes = struct.pack("<Q", handled)
    if abi >= 4:
        attributes += struct.pack("<Q", _NET_BIND_AND_CONNECT)
    if abi >= 6:
        attributes += struct.pack("<Q", _SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS)
    rules = kernel.landlock_create(attributes)
    try:
        split: set[str] = set()
        for path in _parts(readable, left_out, split) if left_out else readable:
            _allow(rules, path, _LIBRARY)
        for path in writable:
            _allow(rules, path, handled & ~_EXECUTE)
        for path in split:  # an import lists them
            _allow(rules, path, _READ_DIR)
    except BaseException:
        os.close(rules)
        raise
    return rules


def _parts(paths: Iterable[str], left_out: Collection[str], split: set[str]) -> Iterator[str]:
    """The same files without some, named one by one, for rules only allow; ``split`` gets the folders above."""
    for path in paths:
        if path in left_out or os.path.islink(path):
            continue
        if any(one.startswith(path + "/") for one in left_out):
            split.add(path)
            yield from _parts((f"{path}/{name}" for name in os.listdir(path)), left_out, split)
        else:
            yield path


def restrict(rules: int) -> None:
    """Confine this process by rules, and close their descriptor."""
    try:
        kernel.landlock_restrict(rules)
    finally:
        os.close(rules)


def _allow(rules: int, path: str, access: int) -> None:
    if os.path.isdir(path):
        kernel.landlock_allow(rules, path, access)
    elif os.path.exists(path):
        kernel.landlock_allow(rules, path, access & _FILE_RIGHTS)
