"""A mount namespace of its own for a command: a small disk, or a full one, that only it sees."""

from __future__ import annotations

import subprocess
from pathlib import Path


class Surroundings:
    """A mount namespace in which a script of mounts was run, for commands that see other disks than we do."""

    def __init__(self, script: str, *arguments: str) -> None:
        told = f"set -e\n{script}\necho ready\nread _"
        self._holder = subprocess.Popen(
            ["unshare", "--mount", "sh", "-c", told, "sh", *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._holder.stdout is not None
        if self._holder.stdout.readline() != "ready\n":
            raise OSError(f"these mounts cannot be made: {script}")

    def inside(self, *arguments: str) -> list[str]:
        """A command to be run there."""
        return ["nsenter", f"--mount=/proc/{self._holder.pid}/ns/mnt", "--", *arguments]

    def seen(self, path: Path) -> Path:
        """A file there, as it is found from here."""
        return Path(f"/proc/{self._holder.pid}/root{path}")

    def __enter__(self) -> Surroundings:
        return self

    def __exit__(self, *_: object) -> None:
        self._holder.communicate("\n")


def can_mount() -> bool:
    try:
        return (
            subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True).returncode == 0
        )
    except FileNotFoundError:
        return False
