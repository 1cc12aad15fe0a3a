"""A class of any size: copies of the sample submissions to `metrics`, graded on its first tasks.

Every form in which work is handed in occurs: files, notebooks, folders, zip and tar archives. No two are equal, so that
each is asked with inputs of its own and nobody is told of equal code.
"""

from __future__ import annotations

import io
import json
import shutil
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Final

from benchmarks.process import ROOT
from grader.course import Course, load_course
from grader.grading.gathering import gather
from grader.grading.process_protocol import Work
from grader.handout import toml_text
from grader.intake import Submission, read_submission

ASSIGNMENT: Final = "metrics"
TASKS: Final = ("accuracy", "error_rate")
"""Tasks that are kept: the whole assignment takes six times as long, and 10,000 of it an hour and more."""
_SHIPPED: Final = ROOT / "assignments"
_SAMPLES: Final = ROOT / "examples" / "class" / ASSIGNMENT
_MODULE: Final = "metrics.py"


def write_course(folder: Path) -> Course:
    """A course that holds the short assignment alone."""
    home = folder / "assignments" / ASSIGNMENT
    shutil.copytree(
        _SHIPPED / ASSIGNMENT, home, ignore=shutil.ignore_patterns("independent", "equivalent.toml")
    )
    (folder / "reference").mkdir()
    shutil.copy(ROOT / "reference" / _MODULE, folder / "reference")
    shutil.copy(_SHIPPED / "course.toml", folder / "assignments")
    settings = tomllib.loads((home / "assignment.toml").read_text(encoding="utf-8"))
    settings["tasks"] = [task for task in settings["tasks"] if task["id"] in TASKS]
    functions = {task["function"] for task in settings["tasks"]}
    (home / "assignment.toml").write_text(toml_text(settings), encoding="utf-8")
    mistakes = tomllib.loads((home / "mistakes.toml").read_text(encoding="utf-8"))["mistakes"]
    kept = [mistake for mistake in mistakes if mistake.get("function") in functions]
    (home / "mistakes.toml").write_text(toml_text({"mistakes": kept}), encoding="utf-8")
    for path in (home / "hidden").glob("test_*.py"):
        if path.stem.removeprefix("test_") not in TASKS:
            path.unlink()
    shutil.rmtree(home / "public")
    return load_course(folder / "assignments")


def write_class(folder: Path, size: int) -> Path:
    """A folder with so many submissions."""
    folder.mkdir()
    samples = sorted(_SAMPLES.iterdir())
    for number in range(size):
        sample = samples[number % len(samples)]
        student = f"{sample.stem.partition('_')[0]}-{number:05}"
        _write_copy(sample, folder, student, number)
    return folder


def works(course: Course, folder: Path) -> list[Work]:
    """A class as intake reads it."""
    assignment = course.assignment(ASSIGNMENT)
    found = [
        read_submission(each.found, each.module)
        for _, each in gather(course, (folder,), (ASSIGNMENT,), None).works
    ]
    assert all(isinstance(each, Submission) for each in found)
    assert len({each.sha256 for each in found}) == len(found), assignment.id
    return [Work(submission=each) for each in found if isinstance(each, Submission)]


def plain_texts(size: int) -> list[str]:
    """The same submissions as Python files, for a grader that reads no other form."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(_SAMPLES.glob("*.py"))]
    return [f"{texts[number % len(texts)]}\n# copy {number}\n" for number in range(size)]


def _write_copy(sample: Path, folder: Path, student: str, number: int) -> None:
    mark = f"\n# copy {number}\n"
    name = f"{student}_{ASSIGNMENT}"
    if sample.is_dir():
        (folder / student).mkdir()
        (folder / student / _MODULE).write_text(
            (sample / _MODULE).read_text(encoding="utf-8") + mark, encoding="utf-8"
        )
    elif sample.suffix == ".py":
        (folder / f"{name}.py").write_text(sample.read_text(encoding="utf-8") + mark, encoding="utf-8")
    elif sample.suffix == ".ipynb":
        (folder / f"{name}.ipynb").write_text(_marked_notebook(sample, mark), encoding="utf-8")
    elif sample.suffix == ".zip":
        _write_zip(sample, folder / f"{name}.zip", mark)
    else:
        _write_tar(sample, folder / f"{name}.tar.gz", mark)


def _marked_notebook(sample: Path, mark: str) -> str:
    notebook = json.loads(sample.read_text(encoding="utf-8"))
    cell = next(cell for cell in reversed(notebook["cells"]) if cell["cell_type"] == "code")
    cell["source"] = "".join(cell["source"]) + mark
    return json.dumps(notebook)


def _write_zip(sample: Path, target: Path, mark: str) -> None:
    with zipfile.ZipFile(sample) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name in source.namelist():
            written.writestr(name, source.read(name) + mark.encode())


def _write_tar(sample: Path, target: Path, mark: str) -> None:
    with tarfile.open(sample) as source, tarfile.open(target, "w:gz") as written:
        for member in source:
            file = source.extractfile(member)
            if file is not None:
                data = file.read() + mark.encode()
                member.size = len(data)
                written.addfile(member, io.BytesIO(data))


__all__ = ["ASSIGNMENT", "TASKS", "plain_texts", "works", "write_class", "write_course"]
