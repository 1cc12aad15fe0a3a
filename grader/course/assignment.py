"""An assignment: ``assignment.toml`` and the files beside it."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

from grader.course.independent_answers import IndependentAnswer, independent_answers
from grader.course.known_mistakes import MISTAKES_FILE, KnownMistake, known_mistakes, written_phrases
from grader.course.performance import Performance, check_performance
from grader.course.preload import first_uses, libraries_of
from grader.course.schema import load_toml, read_table, setting
from grader.course.starter import make_starter
from grader.course.training_level import TrainingLevel, training_levels
from grader.errors import CourseError
from grader.model import Policy, Visibility

Difficulty = Literal["easy", "medium", "hard", ""]

_TASK_ID = re.compile(r"[A-Za-z0-9]+([_-][A-Za-z0-9]+)*")  # <task>__<slug>.py must be read in one way only


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A function or class that students write."""

    id: str = setting("short name that hidden tests use", public=True)
    function: str = setting("name of the function or class in the student's module", public=True)
    points: float = setting("what the task is worth", above=0, public=True)
    title: str = setting("one line for tables", default="", public=True)
    difficulty: Difficulty = setting("how hard the task is; empty: not said", default="", public=True)
    rtol: float = setting("relative tolerance of compared numbers", default=1e-7, least=0)
    atol: float = setting("absolute tolerance of compared numbers", default=1e-9, least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Resource limits of a submission. All are enforced from outside the worker."""

    timeout_s: float = setting(
        "CPU seconds per call; wall time is three times that", default=2.0, above=0, public=True
    )
    submission_s: float = setting("CPU seconds for all tests together", default=60.0, above=0, public=True)
    memory_mib: int = setting("memory beyond what the libraries take", default=512, above=0, public=True)
    output_mib: int = setting("what the code may print in all", default=10, above=0, public=True)
    reply_mib: int = setting("size of one returned value", default=8, above=0, public=True)
    file_mib: int = setting(
        "size of one file that a test lets the code write", default=8, above=0, public=True
    )
    callbacks: int = setting(
        "how often one call may call back a function it was given", default=100_000, above=0
    )

    @property
    def idle_s(self) -> float:
        """Total seconds that a submission may wait without computing. A busy machine does not count."""
        return 10 * self.timeout_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Imports:
    """What a submission may import."""

    allowed: tuple[str, ...] = setting(
        "packages a submission may import besides the standard library", default=("numpy",), public=True
    )
    forbidden: tuple[str, ...] = setting(
        "functions of those packages that a submission may not call, such as numpy.linalg.lstsq",
        default=(), public=True,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a report may say about hidden tests."""

    hidden: Policy = setting("how much a hidden test reveals", default="hint")
    visibility: Visibility = setting("when hidden tests are shown", default="visible")


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """The course's rule for late work."""

    grace_minutes: int = setting("minutes after the due date that are not late", default=0, least=0)
    per_day_percent: int = setting("per cent of the points that each late day costs", default=0, least=0)
    max_percent: int = setting("per cent of the points that lateness costs at most", default=100, least=0)
    accept_days: int = setting(
        "days after the due date in which late work is worth something; -1: without end", default=-1, least=-1
    )
    slip_days: int = setting(
        "late days per student that cost nothing, spent in order of due dates", default=0, least=0
    )
    counts: Literal["best", "latest"] = setting(
        "the attempt that counts: the best after penalty, or the latest", default="best"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LateHere:
    """What an assignment changes in the course's rule for late work. -1 or empty: as in ``course.toml``."""

    grace_minutes: int = setting("instead of the course's; -1: the course's", default=-1, least=-1)
    per_day_percent: int = setting("instead of the course's; -1: the course's", default=-1, least=-1)
    max_percent: int = setting("instead of the course's; -1: the course's", default=-1, least=-1)
    accept_days: int = setting("instead of the course's; -1: the course's", default=-1, least=-1)
    slip_days: int = setting(
        "slip days that may be spent on this assignment; -1: all there are", default=-1, least=-1
    )
    counts: Literal["best", "latest", ""] = setting(
        "instead of the course's; empty: the course's", default=""
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The keys of ``assignment.toml``."""

    id: str = setting("name of the folder", public=True)
    title: str = setting("title in reports", public=True)
    module: str = setting("file a student hands in", public=True)
    tasks: tuple[Task, ...] = setting("the functions to write", public=True)
    summary: str = setting("one line for the catalogue", default="", public=True)
    notes: tuple[str, ...] = setting(
        "places of the lecture notes: a file, or with lines, such as 004:85–96", default=(), public=True
    )
    minutes: int = setting("time a student should expect; 0: not said", default=0, least=0, public=True)
    prerequisites: tuple[str, ...] = setting("ids of the assignments to do first", default=(), public=True)
    preload: tuple[str, ...] = setting(
        "libraries loaded before a submission; if absent, those the reference imports",
        default=("numpy",), public=True,
    )  # fmt: skip
    plain_numpy: bool = setting(
        "whether NumPy does without the instructions that only newer processors have, so that times depend less on "
        "the processor",
        default=False, public=True,
    )  # fmt: skip
    starter_sha256: str = setting(
        "digest of the starter; 'grader handout' writes it", default="", public=True
    )
    reference: str = setting("reference module, if not named as the student's file", default="")
    performance: tuple[Performance, ...] = setting(
        "functions timed against the reference", default=(), public=True
    )
    public_weight: float = setting("weight of each public test in its task's points", default=0.0, least=0)
    limits: Limits = setting("what a submission may use", factory=Limits, public=True)
    imports: Imports = setting("what a submission may import", factory=Imports, public=True)
    feedback: Feedback = setting("what hidden tests reveal", factory=Feedback)
    due: str = setting(
        "until when it is to be handed in, such as 2026-11-03 23:59, in the course's time zone", default=""
    )
    accept_until: str = setting(
        "when late work ends to be worth something; instead of accept_days", default=""
    )
    late: LateHere = setting("what this assignment changes in the rule for late work", factory=LateHere)


_GRADED = (".py", ".toml", ".csv", ".npz")
"""Files of tests that a grade depends on: code, thresholds and data."""
_DATES = re.compile(
    rb"^(?:due|accept_until)[ \t]*=.*\n?|^\[late\][ \t]*(?:#.*)?(?:\r?\n(?![ \t]*\[).*)*\n?", re.MULTILINE
)
"""Lines that say when: a digest of what a score depends on leaves them out, or a new due date would change it."""


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """An assignment on disk. ``reference_path`` is ``None`` in a handout, which has no hidden tests."""

    settings: Settings
    folder: Path
    reference_path: Path | None

    @property
    def id(self) -> str:
        return self.settings.id

    @property
    def statement_path(self) -> Path:
        return self.folder / "README.md"

    @property
    def modules(self) -> tuple[str, ...]:
        """The files students submit: the assignment's module and the modules of functions timed on a GPU."""
        own = (entry.module for entry in self.settings.performance if entry.module)
        return tuple(dict.fromkeys((self.settings.module, *own)))

    def starter_path(self, module: str) -> Path:
        """The path of an author's own starter. Most assignments have none."""
        return self.folder / "starter" / module

    def functions_in(self, module: str) -> tuple[str, ...]:
        """The functions students write in a module: those of tasks and those that are timed."""
        names = [t.function for t in self.settings.tasks] if module == self.settings.module else []
        names += [
            self.function_of(entry) for entry in self.settings.performance if self.module_of(entry) == module
        ]
        return tuple(dict.fromkeys(names))

    def reference_in(self, module: str) -> Path:
        """The reference of a module that students submit."""
        assert self.reference_path is not None
        return self.reference_path if module == self.settings.module else self.reference_path.parent / module

    def starter_text(self, module: str = "") -> str:
        """The text of the starter: the author's own, or the reference without function bodies.

        Parameters
        ----------
        module : str
            The module of a function that is timed on a GPU; empty for the assignment's module.

        Raises
        ------
        CourseError
            No starter can be made from the reference.
        """
        module = module or self.settings.module
        own = self.starter_path(module)
        if own.exists():
            return own.read_text(encoding="utf-8")
        allowed = [*self.settings.imports.allowed]
        for entry in self.settings.performance:
            allowed += entry.allowed if entry.module == module else ()
        try:
            text = self.reference_in(module).read_text(encoding="utf-8")
            return make_starter(text, self.functions_in(module), self.settings.title, allowed)
        except (OSError, SyntaxError, ValueError) as error:
            raise CourseError(
                f"{self.id}: no starter can be made from the reference of {module}: {error}. "
                f"Correct the reference, or write {self.id}/starter/{module} yourself."
            ) from None

    @property
    def public_dir(self) -> Path:
        return self.folder / "public"

    @property
    def hidden_dir(self) -> Path:
        return self.folder / "hidden"

    @property
    def given_path(self) -> Path:
        """The script that builds objects for the student's code. It is handed out."""
        return self.folder / "given" / "make.py"

    @cached_property
    def given_text(self) -> str:
        """The text of the script; empty if there is none."""
        return self.given_path.read_text(encoding="utf-8") if self.given_path.is_file() else ""

    @property
    def independent_dir(self) -> Path:
        """The folder of right answers that are written independently of the reference."""
        return self.folder / "independent"

    @property
    def wrong_dir(self) -> Path:
        return self.folder / "wrong"

    @property
    def required_libraries(self) -> tuple[str, ...]:
        """Libraries to preload: those that the reference or ``given/make.py`` imports."""
        return libraries_of([self.given_path, *([self.reference_path] if self.reference_path else [])])

    @property
    def first_uses(self) -> tuple[str, ...]:
        """What its code uses of a library that is loaded only when it is used: tests, reference, known answers."""
        paths = [path for path in self.folder.rglob("*.py") if "__pycache__" not in path.parts]
        paths += self.folder.glob(MISTAKES_FILE)
        paths += [self.reference_in(module) for module in self.modules] if self.reference_path else []
        return first_uses(path.read_text(encoding="utf-8", errors="replace") for path in paths)

    @property
    def benchmark_path(self) -> Path:
        """The script that makes the inputs of timed calls."""
        return self.hidden_dir / "benchmark.py"

    @property
    def max_score(self) -> float:
        """The points that can be earned on every machine. Functions timed on a GPU add theirs where there is one."""
        timed = sum(p.points for p in self.settings.performance if p.device == "cpu")
        return sum(task.points for task in self.settings.tasks) + timed

    def module_of(self, entry: Performance) -> str:
        """The module of the timed function."""
        return entry.module or self.settings.module

    def function_of(self, entry: Performance) -> str:
        """The name of the timed function."""
        return entry.function or next(t.function for t in self.settings.tasks if t.id == entry.task)

    def task(self, task_id: str) -> Task | None:
        return next((t for t in self.settings.tasks if t.id == task_id), None)

    @cached_property
    def known_mistakes(self) -> tuple[KnownMistake, ...]:
        """The mistakes that the author has written down, in ``mistakes.toml`` and ``wrong/``."""
        if self.reference_path is None:
            return ()
        return tuple(known_mistakes(self.folder, self.reference_path.read_text(encoding="utf-8")))

    @cached_property
    def phrases(self) -> dict[str, dict[str, str]]:
        """The author's words for expressions of the reference, by function."""
        if self.reference_path is None:
            return {}
        return written_phrases(self.folder, self.reference_path.read_text(encoding="utf-8"))

    @cached_property
    def training_levels(self) -> dict[str, TrainingLevel]:
        """The calibrated thresholds of problems that tests train, by the name of the problem."""
        return training_levels(self.public_dir, self.hidden_dir)

    @cached_property
    def independent_answers(self) -> tuple[IndependentAnswer, ...]:
        """The right answers that are written independently of the reference, with the words for their parts."""
        return tuple(independent_answers(self.independent_dir))

    @cached_property
    def sha256(self) -> str:
        """Digest of what a grade depends on: settings, tests and their data, wrong answers, the script for objects."""
        digest = hashlib.sha256()
        files = [self.folder / "assignment.toml", *self.folder.glob(MISTAKES_FILE)]
        for part in (self.public_dir, self.hidden_dir, self.wrong_dir, self.given_path.parent):
            files += sorted(
                p for p in part.rglob("*") if p.suffix in _GRADED and "__pycache__" not in p.parts
            )
        for path in files:
            data = path.read_bytes()
            data = _DATES.sub(b"", data) if path == files[0] else data
            digest.update(f"{path.relative_to(self.folder).as_posix()}\0{len(data)}\0".encode())
            digest.update(data)
        return digest.hexdigest()

    @cached_property
    def reference_sha256(self) -> str:
        """Digest of the reference modules of all devices."""
        digest = hashlib.sha256()
        if self.reference_path is not None:
            paths = [self.reference_path, *(self.reference_of(p) for p in self.settings.performance)]
            for path in dict.fromkeys(paths):
                digest.update(path.read_bytes())
        return digest.hexdigest()

    def reference_of(self, entry: Performance) -> Path:
        """The reference module of a timed function."""
        return self.reference_in(self.module_of(entry))


def load_assignment(folder: Path, reference_dir: Path | None) -> Assignment:
    """Load and check one assignment folder.

    Raises
    ------
    CourseError
        A file is missing, a key is unknown, a value is out of range, or two tasks have the same name.
    """
    path = folder / "assignment.toml"
    table = load_toml(path)
    settings = read_table(Settings, table, _path_in_course(path))
    _check_settings(settings, folder, _path_in_course(path), handout=reference_dir is None)
    reference = None
    if reference_dir is not None:
        reference = reference_dir / (settings.reference or settings.module)
        modules = [settings.module, *(entry.module for entry in settings.performance if entry.module)]
        required = [folder / "README.md", folder / "hidden"]
        required += [reference, *(reference_dir / name for name in modules[1:])]
        if settings.performance:
            required.append(folder / "hidden" / "benchmark.py")
        for needed in required:
            if not needed.exists():
                raise CourseError(
                    f"{_path_in_course(path)}: {_path_in_course(needed)} is missing. "
                    "Create it, or correct the key that names it."
                )
    assignment = Assignment(settings=settings, folder=folder, reference_path=reference)
    if "preload" in table or reference is None:  # a handout has no reference, so it always has the key
        return assignment
    return dataclasses.replace(
        assignment, settings=dataclasses.replace(settings, preload=assignment.required_libraries)
    )


def _check_settings(settings: Settings, folder: Path, where: str, *, handout: bool) -> None:
    if not settings.tasks:
        raise CourseError(f"{where}: tasks is empty. Add a [[tasks]] table for each function.")
    if not (settings.module.endswith(".py") and settings.module[:-3].isidentifier()):
        raise CourseError(
            f'{where}: module must be the name of one .py file that can be imported, got "{settings.module}".'
        )
    for index, task in enumerate(settings.tasks):
        if not _TASK_ID.fullmatch(task.id):
            raise CourseError(
                f"{where}: tasks[{index}].id must be letters and digits, joined by single - or _, "
                f'got "{task.id}".'
            )
        if not task.function.isidentifier():
            raise CourseError(
                f'{where}: tasks[{index}].function must be a Python name, got "{task.function}".'
            )
    for key in ("id", "function"):
        names = [getattr(t, key) for t in settings.tasks]
        double = next((n for n in names if names.count(n) > 1), None)
        if double:
            raise CourseError(f'{where}: tasks: {key} "{double}" is used twice. Each task needs its own.')
    tasks = tuple(t.id for t in settings.tasks)
    for index, entry in enumerate(settings.performance):
        check_performance(entry, tasks, f"{where}: performance[{index}]", handout=handout)
    for key in ("due", "accept_until"):
        _check_moment(getattr(settings, key), f"{where}: {key}")
    ids = [entry.id for entry in settings.performance]
    if len(ids) != len(set(ids)):
        raise CourseError(f"{where}: performance: an id is used twice. Each entry needs its own.")
    if settings.id != folder.name and not (folder / "hidden").exists():
        return  # a handout may be renamed
    if settings.id != folder.name:
        raise CourseError(f'{where}: id must be the folder\'s name "{folder.name}", got "{settings.id}".')


def _check_moment(text: str, where: str) -> None:
    try:
        if text:
            datetime.fromisoformat(text)
    except ValueError:
        raise CourseError(f'{where} must be a time such as "2026-11-03 23:59", got "{text}".') from None


def _path_in_course(path: Path) -> str:
    """The last three parts of a path, for messages."""
    return "/".join(path.parts[-3:])


def public_settings(settings: Settings) -> dict[str, object]:
    """The settings a student may see, as a TOML table."""

    def public(record: object) -> dict[str, object]:
        table: dict[str, object] = {}
        for field in dataclasses.fields(record):  # type: ignore[arg-type]
            if not field.metadata.get("public"):
                continue
            value = getattr(record, field.name)
            if dataclasses.is_dataclass(value):
                value = public(value)
            elif isinstance(value, tuple):
                value = [public(v) if dataclasses.is_dataclass(v) else v for v in value]
            table[field.name] = value
        return table

    return public(settings)


__all__ = [
    "Assignment",
    "Feedback",
    "Imports",
    "Late",
    "LateHere",
    "Limits",
    "Settings",
    "Task",
    "load_assignment",
    "public_settings",
]
