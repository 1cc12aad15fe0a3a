"""How the place of a student's work in a download is written in lists."""

from __future__ import annotations

from collections.abc import Sequence

from grader.messages import say


def place_of(paths: Sequence[str]) -> str:
    """The first name, and how many more there are."""
    if len(paths) < 2:
        return "".join(paths)
    return say("download.more_files", first=paths[0], n=len(paths) - 1)
