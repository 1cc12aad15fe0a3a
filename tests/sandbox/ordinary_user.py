"""Run a command as a user without any right: ``python ordinary_user.py UID COMMAND…`` (as root).

The interpreter may lie below a closed home. So in a mount namespace of its own, every closed folder on the
way to what is needed is covered by an empty open one, with only the needed sub-folders put back.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from grader.worker import kernel

PROJECT = Path(__file__).resolve().parents[2]


def main() -> None:
    uid, command = int(sys.argv[1]), sys.argv[2:]
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
    open_the_way([Path(os.path.realpath(sys.base_prefix)), Path(sys.prefix), PROJECT])
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    os.execv(command[0], command)


def open_the_way(needed: list[Path]) -> None:
    below: dict[Path, list[Path]] = {}
    for path in needed:
        closed = next((p for p in reversed((path, *path.parents)) if not _open(p)), None)
        if closed is not None:
            below.setdefault(closed, []).append(path)
    for closed, paths in below.items():
        kept = [(path, os.open(path, os.O_PATH)) for path in paths]
        kernel.mount("open", str(closed), "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "mode=755,size=1m")
        for path, descriptor in kept:
            path.mkdir(parents=True, exist_ok=True)
            kernel.mount(f"/proc/self/fd/{descriptor}", str(path), "", kernel.MS_BIND | kernel.MS_REC)
            os.close(descriptor)


def _open(path: Path) -> bool:
    return bool(path.stat().st_mode & stat.S_IXOTH)


if __name__ == "__main__":
    main()
