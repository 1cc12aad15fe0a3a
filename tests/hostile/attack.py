"""The attacks as files, and what each is expected to earn.

An attack is a submission in ``attacks/<assignment>/``: a file, or a folder with everything it brings along. The
docstring of its module says in a sentence what is tried and ends in lines that say what must come of it::

    score: 2                     points, out of 4; exact; several where a race decides
    tally: crashed, not_run      verdicts that the tests of a task may get; "passed" where the line is missing
    score@2: 4                   the same at isolation level 2 only
    remark: was left out         words of a remark on the submission
    rejected: holds a link       words of the reason why it is not even read
"""

from __future__ import annotations

import ast
import dataclasses
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.course import load_course
from grader.course.known_mistakes import overlaid
from grader.grading import Job, grade_all, local_executors
from grader.grading.process_protocol import Work
from grader.intake import FoundSubmission, RejectedSubmission, Submission, read_submission
from grader.model import Record

HERE = Path(__file__).parent
GROUPS = {
    "A": "read the answers: reference, hidden tests, secret, hidden inputs",
    "B": "forge a verdict, an answer or a frame of the protocol",
    "C": "exhaust time, memory, output, descriptors or the interpreter",
    "D": "reach the outside: system calls, files, network, programs, other processes",
    "E": "leave something for the next submission, or find what the last one left",
    "F": "use what torch offers: types, backward passes, settings, loaders",
    "G": "gain time: budgets, caches, promises, work on import",
    "H": "answer differently by process, machine, seed or level",
    "I": "tell hidden inputs through one's own report",
    "J": "tell another submission something through state of the machine",
    "K": "carry something over a death and a second import",
    "L": "adapt to what the grader asks next, or asks again",
}
"""What an attack tries, by the first letter of its name."""
TASKS = {
    "puzzle": ("tally", "scale"),
    "tensors": ("blend", "energy"),
    "abilities": ("value", "chain", "train", "save", "scale", "noise", "words", "draw"),
}
OVERLAID = ("abilities",)
"""Assignments of so many functions that an attack is laid over the right control and changes a few."""
CANARY = "canary-5e1f"
"""Stands in the hidden tests, the reference and the secret; a record that holds it has leaked."""
CONTROL_SCORE = {"right": 4.0, "wrong": 2.0}
_LINE = re.compile(r"(?P<key>score|remark|rejected|[a-z]+)(?:@(?P<level>\d))?: (?P<value>.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One submission that tries something."""

    assignment: str
    path: Path
    expected: dict[str, str]
    """By key, or by ``key@level``."""

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def group(self) -> str:
        """The letter of its group in `GROUPS`."""
        return self.name[0]

    def expects(self, key: str, level: int, default: str = "") -> str:
        return self.expected.get(f"{key}@{level}", self.expected.get(key, default))

    def scores(self, level: int) -> set[float]:
        return {float(one) for one in re.split(r", *", self.expects("score", level))}

    def verdicts(self, task: str, level: int) -> set[str]:
        return set(re.split(r", *", self.expects(task, level, "passed")))


def attacks(assignment: str) -> list[Attack]:
    """Every attack on an assignment, by name."""
    return [_read(assignment, path) for path in sorted((HERE / "attacks" / assignment).iterdir())]


def _read(assignment: str, path: Path) -> Attack:
    module = path / f"{assignment}.py" if path.is_dir() else path
    doc = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    expected = {}
    for line in doc.splitlines():
        match = _LINE.fullmatch(line.strip())
        if match:
            key = match["key"] + (f"@{match['level']}" if match["level"] else "")
            expected[key] = match["value"]
    unknown = {key.partition("@")[0] for key in expected} - {
        "score",
        "remark",
        "rejected",
        *TASKS[assignment],
    }
    if unknown or not {"score", "rejected"} & set(expected):
        raise ValueError(f"{path}: what is expected is not said, or said of {unknown}")
    return Attack(assignment=assignment, path=path, expected=expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Battle:
    """A class of attacks and controls, graded."""

    level: int
    records: dict[str, Record]
    """By student: ``A_frames``, ``right-03``."""
    rejected: dict[str, RejectedSubmission]
    neighbours: dict[str, tuple[str, str]]
    """Whom an attack stood between."""


def fight(assignment: str, level: int, tried: Sequence[Attack], processes: int = 1) -> Battle:
    """Grade attacks on an assignment, in turn with a right and a wrong control.

    Raises
    ------
    IsolationError
        This machine does not reach the level.
    """
    course = load_course(HERE / "course")
    chosen = course.assignment(assignment)
    order = _lined_up(assignment, chosen.settings.module, tried)
    works = tuple(Work(submission=one) for one in order if isinstance(one, Submission))
    graded = grade_all(
        [Job(assignment=chosen, works=works)], local_executors(course, processes, highest_level=level)
    )
    names = [one.student for one in order]
    return Battle(
        level=level,
        records={record.report.student: record for record in graded},
        rejected={one.student: one for one in order if isinstance(one, RejectedSubmission)},
        neighbours={name: (names[i - 1], names[i + 1]) for i, name in enumerate(names) if i % 2},
    )


def _lined_up(assignment: str, module: str, tried: Sequence[Attack]) -> list[Submission | RejectedSubmission]:
    """Control, attack, control, attack, …, control: right and wrong ones alternate."""
    kinds = itertools.cycle(CONTROL_SCORE)
    line = [_control(assignment, next(kinds), 0)]
    for number, one in enumerate(tried, 1):
        line.append(_handed_in(assignment, one.path, one.name, module))
        line.append(_control(assignment, next(kinds), number))
    return line


def _control(assignment: str, kind: str, number: int) -> Submission | RejectedSubmission:
    path = HERE / "controls" / assignment / f"{kind}.py"
    return _handed_in(assignment, path, f"{kind}-{number:02}", f"{assignment}.py")


def _handed_in(assignment: str, path: Path, student: str, module: str) -> Submission | RejectedSubmission:
    work = read_submission(FoundSubmission(path=path, student=student), module)
    if assignment not in OVERLAID or isinstance(work, RejectedSubmission):
        return work
    base = (HERE / "controls" / assignment / "right.py").read_text(encoding="utf-8")
    main, *others = work.files
    text = overlaid(base, main.text)
    return dataclasses.replace(work, files=(dataclasses.replace(main, text=text), *others))
