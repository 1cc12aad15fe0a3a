"""Run a command as on a machine with fewer mechanisms: ``python confined.py docker|ubuntu COMMAND…``.

``docker``: the calls its default profile refuses to a container. ``ubuntu``: user namespaces may be made and get no
rights, so that the maps of ids cannot be written (AppArmor, from 23.10 on); here Landlock closes /proc to writers.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

from grader.worker import kernel

_LOAD, _JUMP_EQ, _RETURN, _ALLOW, _EPERM = 0x20, 0x15, 0x06, 0x7FFF0000, 0x00050001
_DOCKER = {
    "unshare": 272, "setns": 308, "mount": 165, "umount2": 166, "pivot_root": 155, "mount_setattr": 442,
    "open_tree": 428, "move_mount": 429, "fsopen": 430,
}  # fmt: skip
_WRITE_FILE = 1 << 1


def docker() -> None:
    steps = [(_LOAD, 0, 0, 0)]
    for number in _DOCKER.values():
        steps += [(_JUMP_EQ, 0, 1, number), (_RETURN, 0, 0, _EPERM)]
    steps.append((_RETURN, 0, 0, _ALLOW))
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.install_filter(b"".join(struct.pack("<HBBI", *step) for step in steps))


def ubuntu() -> None:
    ruleset = kernel.landlock_create(struct.pack("<Q", _WRITE_FILE))
    for place in Path("/").iterdir():
        if place.is_dir() and place.name != "proc":
            kernel.landlock_allow(ruleset, str(place), _WRITE_FILE)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.landlock_restrict(ruleset)
    os.close(ruleset)


if __name__ == "__main__":
    {"docker": docker, "ubuntu": ubuntu}[sys.argv[1]]()
    os.execv(sys.argv[2], sys.argv[2:])
