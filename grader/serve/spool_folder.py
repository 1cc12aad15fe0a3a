"""The spool folder of a plain git server: its ``post-receive`` hook writes a file for each ref, and we take them up.

Nothing is lost while no server runs: the files wait. Only the git user may write there; what lies there is read with
care all the same.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.errors import SubmissionError, UsageError
from grader.intake.disk import read_file
from grader.serve.push_source import Hint

_SUFFIX: Final = ".push"
_LARGEST: Final = 1 << 14
_SHA: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SECOND_US: Final = 1_000_000

HOOK: Final = """\
#!/bin/sh
# post-receive: tells 'grader serve' which refs moved, by a file for each in the spool folder.
# A push never fails because of it, and nothing is lost while the server is down.
spool={spool}
umask 027
now=$(date +%s)
repository=${{GL_REPO:-$(pwd -P)}}
number=0
while read -r old new ref; do
    number=$((number + 1))
    name="$now-$$-$number"
    {{
        printf 'repo %s\\n' "$repository"
        printf 'ref %s\\n' "$ref"
        printf 'old %s\\n' "$old"
        printf 'new %s\\n' "$new"
        printf 'received %s\\n' "$now"
        printf 'pusher %s\\n' "${{GL_USER:-$(id -un)}}"
        printf 'end\\n'
    }} >"$spool/$name.part" && mv "$spool/$name.part" "$spool/$name.push" ||
        echo "grader was not told of this push; it looks by itself every ten minutes." >&2
done
exit 0
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpooledPush:
    """One file of the spool folder."""

    path: Path
    repository: str
    ref: str
    sha: str
    received_us: int


def hook_script(spool: Path) -> str:
    """The ``post-receive`` hook in plain sh."""
    return HOOK.format(spool=shlex.quote(str(spool)))


def spooled(folder: Path) -> Iterator[SpooledPush | Path]:
    """What waits in a spool folder, the oldest first; of a file that cannot be read only its path.

    Raises
    ------
    UsageError
        There is no such folder.
    """
    try:
        names = [entry.name for entry in os.scandir(folder) if entry.name.endswith(_SUFFIX)]
    except OSError as error:
        raise UsageError(
            f"{folder}: the spool folder cannot be read: {error.strerror}. "
            "Create it, writable for the git user and this one."
        ) from None
    for name in sorted(names, key=_numbers):
        path = folder / name
        yield _read(path) or path


def _read(path: Path) -> SpooledPush | None:
    try:
        text = read_file(path, _LARGEST).decode("utf-8")
        lines = dict(line.split(" ", 1) for line in text.removesuffix("end\n").splitlines())
        repository, ref, sha, received = (lines[key] for key in ("repo", "ref", "new", "received"))
        received_us = int(received) * _SECOND_US
    except (SubmissionError, ValueError, KeyError):
        return None
    if not text.endswith("\nend\n") or not _SHA.fullmatch(sha):
        return None
    return SpooledPush(path=path, repository=repository, ref=ref, sha=sha, received_us=received_us)


def _numbers(name: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", name)]


def hint_of(push: SpooledPush, repository: str) -> Hint:
    """The hint that a file gives, of a repository by its name."""
    return Hint(
        repository=repository, ref=push.ref, sha=push.sha, via="spool", delivery=push.path.name,
        received_us=push.received_us,
    )  # fmt: skip
