"""Options several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

course = click.option(
    "--course", metavar="FOLDER",
    help="The course: a folder with course.toml. [default: $GRADER_COURSE, or the nearest one above]",
)  # fmt: skip
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


def existing(name: str, **settings: Any) -> Callable[..., Any]:
    """An argument that is a path which must exist."""
    return click.argument(name, type=click.Path(exists=True, path_type=Path), **settings)


def assignments(description: str) -> Callable[..., Any]:
    """``-a``, as often as wanted; what is named arrives as ``names``."""
    return click.option(
        "-a", "--assignment", "names", multiple=True, metavar="ASSIGNMENT", help=description
    )  # fmt: skip
