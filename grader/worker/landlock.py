"""Landlock: limit the files that a worker may open, independent of its user id and of mounts."""

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


def _all_rights(abi: int) -> int:
    """All file-system rights that this version of Landlock knows. Rights that no rule grants are then refused."""
    bits = 13 + (abi >= 2) + (abi >= 3) + (abi >= 5)
    return (1 << bits) - 1


def ruleset(readable: Iterable[str], writable: Iterable[str], left_out: Collection[str] = ()) -> int:
    """Make a ruleset for `restrict`: ``readable`` paths may be read, ``writable`` paths also written.

    Everything else is refused. Paths in ``left_out`` below ``readable`` cannot be read, but their names can be listed.
    With ``left_out``, links are skipped, so the paths that they lead to must be named themselves.

    Returns
    -------
    int
        Descriptor of the ruleset.

    Raises
    ------
    OSError
        The kernel has no Landlock, or refuses a rule.
    """
    abi = kernel.landlock_abi()
    handled = _all_rights(abi)
    attributes = struct.pack("<Q", handled)
    if abi >= 4:
        attributes += struct.pack("<Q", _NET_BIND_AND_CONNECT)
    if abi >= 6:
        attributes += struct.pack("<Q", _SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS)
    rules = kernel.landlock_create(attributes)
    try:
        split: set[str] = set()
        for path in _without_left_out(readable, left_out, split) if left_out else readable:
            _allow(rules, path, _LIBRARY)
        for path in writable:
            _allow(rules, path, handled & ~_EXECUTE)
        for path in split:  # an import lists these folders
            _allow(rules, path, _READ_DIR)
    except BaseException:
        os.close(rules)
        raise
    return rules


def _without_left_out(paths: Iterable[str], left_out: Collection[str], split: set[str]) -> Iterator[str]:
    """The paths without those left out. Rules can only allow, so a folder with a path to leave out is split.

    It is replaced by its entries, and added to ``split``.
    """
    for path in paths:
        if path in left_out or os.path.islink(path):
            continue
        if any(one.startswith(path + "/") for one in left_out):
            split.add(path)
            yield from _without_left_out((f"{path}/{name}" for name in os.listdir(path)), left_out, split)
        else:
            yield path


def restrict(rules: int) -> None:
    """Confine this process by a ruleset, and close its descriptor."""
    try:
        kernel.landlock_restrict(rules)
    finally:
        os.close(rules)


def _allow(rules: int, path: str, access: int) -> None:
    if os.path.isdir(path):
        kernel.landlock_allow(rules, path, access)
    elif os.path.exists(path):
        kernel.landlock_allow(rules, path, access & _FILE_RIGHTS)
