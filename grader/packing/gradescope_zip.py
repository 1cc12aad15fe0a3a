"""The zip that Gradescope builds an autograder from.

Gradescope unpacks it to ``/autograder/source``, runs ``setup.sh`` there once as root, copies ``run_autograder`` one
folder up, and runs that as root for every submission. It takes a submission without valid ``results.json`` for a
fault of the autograder, and one that takes too long for zero points, so ``run_autograder`` stops a minute earlier.
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from grader.course import Assignment, Course
from grader.errors import UsageError
from grader.exporters import gradescope_json
from grader.messages import say
from grader.model import Report
from grader.packing.course_copy import course_copy, needed_libraries, oldest_python
from grader.packing.wheel_file import engine_wheel, zipped

MINUTES = 10
"""Gradescope's own limit, if nobody has changed it."""
MOST_MINUTES = 40
_SCRIPTS = ("setup.sh", "run_autograder")
_HERE = Path(__file__).parent
_REASONS = ("setup", "memory", "time", "work", "fault")
_ENGINE_MIB = 200
"""What grading takes besides a submission; measured in a container: at most 154 MiB, with torch 449."""
_TORCH_MIB = 300


def gradescope_zip(
    course: Course, assignment_id: str, *, minutes: int = MINUTES, extra_index: str = ""
) -> bytes:
    """The zip as bytes.

    Parameters
    ----------
    course : Course
    assignment_id : str
        The assignment to pack.
    minutes : int
        The time limit that is set on Gradescope, 2 to 40.
    extra_index : str
        A package index that ``setup.sh`` asks besides pip's own, such as the one with builds of torch for the CPU.

    Raises
    ------
    UsageError
        There is no such assignment, or a value is out of range.
    CourseError
        A file of the course cannot be read, or a library of the assignment is not installed here.
    """
    if not 2 <= minutes <= MOST_MINUTES:
        raise UsageError(
            f"--minutes {minutes}: expected 2 to {MOST_MINUTES}, the time limit that is set on Gradescope."
        )
    assignment = course.assignment(assignment_id)
    wheel, data = engine_wheel()
    files = {f"course/{name}": content for name, content in course_copy(course, assignment).items()}
    modes = dict.fromkeys(files, 0o600) | dict.fromkeys(_SCRIPTS, 0o755)
    files |= {name: (_HERE / name).read_bytes() for name in _SCRIPTS}
    files |= {f"not-graded/{reason}.json": _not_graded(assignment, reason, minutes) for reason in _REASONS}
    files[wheel] = data
    files["requirements.txt"] = _requirements(assignment, wheel, extra_index).encode()
    files["settings"] = _settings(assignment, minutes).encode()
    return zipped(files, modes)


def needed_memory_mib(assignment: Assignment) -> int:
    """The memory that a container needs, so that none is ended by it who keeps to the assignment's own limit."""
    libraries = {*assignment.settings.preload, *assignment.settings.imports.allowed}
    return _ENGINE_MIB + (_TORCH_MIB if "torch" in libraries else 0) + assignment.settings.limits.memory_mib


def _requirements(assignment: Assignment, wheel: str, extra_index: str) -> str:
    index = [f"--extra-index-url {extra_index}"] if extra_index else []
    return "\n".join([*index, f"./{wheel}", *needed_libraries(assignment)]) + "\n"


def _settings(assignment: Assignment, minutes: int) -> str:
    """Variables that both scripts read."""
    values = {
        "ASSIGNMENT": shlex.quote(assignment.id),
        "MEMORY_MIB": needed_memory_mib(assignment),
        "SECONDS_FOR_ALL": 60 * minutes - 60,
        "PYTHON_VERSION": f"{sys.version_info.major}.{sys.version_info.minor}",
        "OLDEST_PYTHON": oldest_python(assignment),
    }
    return "".join(f"{name}={value}\n" for name, value in values.items())


def _not_graded(assignment: Assignment, reason: str, minutes: int) -> bytes:
    """``results.json`` of a submission that could not be graded, for one reason."""
    values: dict[str, dict[str, object]] = {
        "memory": {"memory": needed_memory_mib(assignment)},
        "time": {"minutes": minutes - 1},
        "work": {"module": assignment.settings.module},
    }
    report = Report(
        assignment=assignment.id,
        title=assignment.settings.title,
        student="",
        score=None,
        max_score=assignment.max_score,
        not_graded=say(f"pack.not_graded.{reason}", **values.get(reason, {})),
    )
    return gradescope_json([report]).encode()


__all__ = ["MINUTES", "MOST_MINUTES", "gradescope_zip", "needed_memory_mib"]
