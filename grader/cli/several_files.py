"""``grader ci`` where several files of a checkout could be the work: what the student of the job can do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.errors import UsageError
from grader.messages import say

_SEVERAL = re.compile(
    r": (?P<module>[^:]+) lies in several folders: (?P<folders>.+)\. Name one of them: (.+)", re.S
)


@contextmanager
def told_to_the_student(checkout: Path) -> Iterator[None]:
    """Say it to the student who pushed, not to somebody who types the command: only they can change the files."""
    try:
        yield
    except UsageError as error:
        found = _SEVERAL.search(str(error))
        if found is None:
            raise
        folders, module, command = found["folders"].split(", "), found["module"], found[3]
        files = " and ".join(_file(checkout, folder, module) for folder in folders)
        raise UsageError(say("ci.several", files=files, command=command)) from None


def _file(checkout: Path, folder: str, module: str) -> str:
    """The file in a folder, as it is written there: a notebook counts as well, and so does another case."""
    wanted = (module.lower(), module.lower().removesuffix(".py") + ".ipynb")
    place = checkout / folder
    names = sorted(e.name for e in place.iterdir() if e.name.lower() in wanted) if place.is_dir() else []
    return f"{folder}/{names[-1] if names else module}"
