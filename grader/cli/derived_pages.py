"""What 'grader similarity' and 'grader stats' wrote among the results: made from all works, so it can be made again."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from grader.output import remove, write_error

_SIMILARITY: Final = ("pairs.csv", "index.html", "dolos.zip")
_STATISTICS: Final = ("tests.csv", "mistakes.csv", "index.html")
_EXPORTED: Final = ("jplag/works", "jplag/base")


def remove_derived_pages(folder: Path) -> list[Path]:
    """Delete them wherever they lie below a results folder, and return their folders. Other files there stay."""
    removed = []
    for place in sorted(_derived(folder)):
        pairs = (place / "pairs.csv").is_file()
        names = (
            [*_SIMILARITY, *(path.name for path in place.glob("pair-[0-9]*.html"))] if pairs else _STATISTICS
        )
        for name in names:
            remove(place / name, root=folder)
        for name in _EXPORTED if pairs else ():
            _remove_tree(place / name)
        for each in (place / "jplag", place):
            with contextlib.suppress(OSError):  # it is not there, or holds other files
                each.rmdir()
        removed.append(place)
    return removed


def _derived(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("index.html"):
        place, inside = path.parent, path.parent.relative_to(folder).parts
        if not inside or ".grader" in inside or (place / ".grader").exists():
            continue
        if (place / "pairs.csv").is_file() or all((place / name).is_file() for name in _STATISTICS):
            yield place


def _remove_tree(path: Path) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
    except OSError as error:
        raise write_error(path, error) from None
