"""Create a new assignment with one small working task, which can be graded at once."""

from __future__ import annotations

import keyword
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from grader.course import Course
from grader.data import template_folder
from grader.errors import OutputError, UsageError

_NAME = re.compile(r"[a-z][a-z0-9_]*")

_FILES: Mapping[str, str] = {
    "assignment.toml": "assignment.toml.j2",
    "README.md": "README.md.j2",
    "public/test_public.py": "test_public.py.j2",
    "hidden/test_rms_norm.py": "test_hidden.py.j2",
    "mistakes.toml": "mistakes.toml.j2",
    "independent/einsum.py": "independent_einsum.py.j2",
    "independent/loops.py": "independent_loops.py.j2",
}
"""Paths in the assignment's folder, and the template of each."""


def new_assignment(course: Course, assignment_id: str) -> list[Path]:
    """Create the folder of an assignment and its reference module.

    Returns
    -------
    list of Path
        The files written, sorted.

    Raises
    ------
    UsageError
        The name is not a valid module name, or the folder or the reference exists already.
    OutputError
        The course's folder cannot be written.
    """
    _check_name(assignment_id)
    folder = course.folder / assignment_id
    reference = course.reference_dir / f"{assignment_id}.py"
    for path in (folder, reference):
        if path.exists() or path.is_symlink():
            raise UsageError(f"{path}: exists already and is kept. Choose another name, or remove it.")
    texts = {
        path.format(name=assignment_id): _render(template, assignment_id) for path, template in _FILES.items()
    }
    try:
        _write_assignment(texts, folder, reference, _render("reference.py.j2", assignment_id))
    except OSError as error:
        raise OutputError(
            f"{error.filename or folder}: the assignment cannot be written: {error.strerror}. "
            "Check that you may write to the course's folder and to the folder of its reference."
        ) from None
    return sorted([reference, *(folder / name for name in texts)])


def listing_advice(course: Course, assignment_id: str) -> str:
    """What to do if ``course.toml`` lists the assignments without this one; empty if nothing has to be done."""
    listed = course.settings.assignments
    if not listed or assignment_id in listed:
        return ""
    return f'{course.folder / "course.toml"} lists its assignments: add "{assignment_id}" to that list.'


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise UsageError(
            "An assignment's name must be a Python name of lower-case letters, digits and underscores, start "
            f"with a letter and be no keyword, got '{name}'. Choose one like 'batch_norm'."
        )
    if name in sys.stdlib_module_names:
        raise UsageError(
            f"'{name}' is a module of Python's standard library, which {name}.py would hide. Choose another."
        )


def _write_assignment(texts: Mapping[str, str], folder: Path, reference: Path, text: str) -> None:
    """Write the reference first and the folder last: a folder without reference would break the whole course."""
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as parent:
        staging = Path(parent, folder.name)
        for name, content in texts.items():
            (staging / name).parent.mkdir(parents=True, exist_ok=True)
            (staging / name).write_text(content, encoding="utf-8")
        reference.parent.mkdir(parents=True, exist_ok=True)
        with reference.open("x", encoding="utf-8") as file:
            try:
                file.write(text)
                staging.rename(folder)
            except OSError:
                reference.unlink()
                raise


def _render(template: str, name: str) -> str:
    return filled_template(f"assignment/{template}", name=name, title=name.replace("_", " ").capitalize())


def filled_template(template: str, **values: str) -> str:
    """A file that an author begins with, from a template below ``templates/``."""
    environment = Environment(
        loader=FileSystemLoader(template_folder()),
        autoescape=False,  # noqa: S701  the files are Python, TOML, YAML and Markdown
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(values)


__all__ = ["filled_template", "listing_advice", "new_assignment"]
