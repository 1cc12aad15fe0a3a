"""The format of a results folder: a number in ``.grader/format.json``, which grows when older programs cannot read it.

Folders of version 0.1 have no such file: they are of format 1. `grader upgrade` brings them to the format of today. A
folder of a newer format is refused before anything in it is touched.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

import grader
from grader.errors import UsageError
from grader.output import write_json

FORMAT: Final = 2
"""What this program writes."""
_SCHEMA: Final = "grader/results/1"


class _FormatFile(msgspec.Struct, frozen=True):
    schema: str
    format: int
    program: str
    """Version of the program that wrote it, for whoever reads the folder with an older one."""


def folder_format(folder: Path) -> int:
    """The format of a results folder.

    Raises
    ------
    UsageError
        The folder is of a newer version, or the file that says so is damaged.
    """
    path = _path(folder)
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_FormatFile)
    except (FileNotFoundError, NotADirectoryError):
        return 1
    except (OSError, msgspec.MsgspecError) as error:
        raise UsageError(
            f"{path}: it should say of which format the results are, and cannot be read: {error}. Bring it back from a "
            "copy. If the results are of no newer grader, delete it and run 'grader upgrade'."
        ) from None
    if found.format > FORMAT:
        raise UsageError(
            f"{folder}: these results are of format {found.format}, written by grader {found.program}. This is grader "
            f"{grader.__version__}, which reads up to format {FORMAT}. Install the newer grader. Nothing was changed."
        )
    return found.format


def mark_format(folder: Path) -> None:
    """Note that a folder is of the format of today."""
    found = _FormatFile(schema=_SCHEMA, format=FORMAT, program=grader.__version__)
    write_json(_path(folder), found, mode=0o600, root=folder)


def _path(folder: Path) -> Path:
    return folder / ".grader" / "format.json"
