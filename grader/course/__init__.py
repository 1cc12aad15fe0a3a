"""The course on disk: ``course.toml``, one folder per assignment, the reference beside them."""

from __future__ import annotations

import hashlib
import hmac
import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.course.assignment import (
    Assignment,
    Late,
    LateHere,
    Limits,
    Task,
    load_assignment,
    public_settings,
)
from grader.course.owner import has_trusted_owner
from grader.course.schema import load_toml, read_table, setting, suggestion
from grader.errors import CourseError, UsageError

SeedScope = Literal["attempt", "course"]
IsolationLevel = Literal[0, 1, 2, 3]

_SECRET_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One entry of ``[[topics]]`` in ``course.toml``."""

    title: str = setting("heading in the list of the course")
    assignments: tuple[str, ...] = setting("its folders, in the order of the course")


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSettings:
    """The keys of ``course.toml``."""

    title: str = setting("title in reports")
    assignments: tuple[str, ...] = setting(
        "folders of the course, in order; all folders if absent", default=()
    )
    topics: tuple[Topic, ...] = setting(
        "instead of assignments: the order of the course by topic; other folders follow", default=()
    )
    reference: str = setting("folder of the reference modules, from course.toml", default="../reference")
    required_isolation: IsolationLevel = setting("lowest sandbox level at which hidden tests run", default=2)
    seed: SeedScope = setting("hidden inputs differ per attempt, or are the same for all", default="attempt")
    public_secret: str = setting("a secret everybody may know: for a sample course only", default="")
    time_zone: str = setting("where due dates are meant, such as Europe/Berlin", default="UTC")
    late: Late = setting("the rule for late work", factory=Late)


@dataclass(frozen=True, kw_only=True)
class Course:
    """A course on disk."""

    folder: Path
    settings: CourseSettings

    @property
    def reference_dir(self) -> Path:
        return (self.folder / self.settings.reference).resolve()

    def assignment_ids(self) -> list[str]:
        """All assignments in the order of the course. Folders without a topic come last, by name."""
        return list(self.settings.assignments) or [
            name for topic in self.topics() for name in topic.assignments
        ]

    def topics(self) -> list[Topic]:
        """The topics in order, with the folders that exist: a part of a course may lack some.

        The last one, without a title, has the assignments that belong to no topic.
        """
        if self.settings.assignments:
            return [Topic(title="", assignments=self.settings.assignments)]
        found = {p.parent.name for p in self.folder.glob("*/assignment.toml")}
        topics = [
            Topic(title=topic.title, assignments=tuple(name for name in topic.assignments if name in found))
            for topic in self.settings.topics
        ]
        others = found.difference(*(topic.assignments for topic in topics))
        topics.append(Topic(title="", assignments=tuple(sorted(others))))
        return [topic for topic in topics if topic.assignments]

    def assignment(self, assignment_id: str) -> Assignment:
        """One assignment; an unknown name is an error that offers the nearest."""
        known = self.assignment_ids()
        if assignment_id not in known:
            raise UsageError(
                f"There is no assignment '{assignment_id}' in {self.folder}.{suggestion(assignment_id, known)}"
            )
        return load_assignment(self.folder / assignment_id, self.reference_dir)

    @property
    def secret_path(self) -> Path:
        return from_environment("GRADER_SECRET_FILE") or self.folder / ".grader" / "secret"

    @property
    def has_public_secret(self) -> bool:
        """Whether ``course.toml`` holds the secret and no secret file exists, as in a sample course."""
        own = from_environment("GRADER_SECRET_FILE") or self.secret_path.exists()
        return bool(self.settings.public_secret) and not own

    def secret(self) -> bytes:
        """The secret that hidden inputs depend on, from a file only the staff can read or from a sample course.

        Raises
        ------
        CourseError
            There is no secret, so hidden tests cannot run.
        """
        path = self.secret_path
        if self.has_public_secret:
            return self.settings.public_secret.encode()
        try:
            secret = path.read_bytes().strip()
        except FileNotFoundError:
            raise CourseError(
                f"{path}: the course secret is missing, and hidden inputs are drawn from it. If you graded with this "
                "course before, restore your copy of that file, or name its place in GRADER_SECRET_FILE: another "
                f"secret draws other inputs. For a new course create it with '{_secret_command(path)}' and keep it "
                "out of the repository."
            ) from None
        except OSError as error:
            raise CourseError(
                f"{path}: the course secret cannot be read: {error.strerror}. Make it readable for whoever grades."
            ) from None
        if len(secret) < _SECRET_BYTES:
            raise CourseError(
                f"{path}: the course secret must have at least {_SECRET_BYTES} bytes, got {len(secret)}. "
                f"Create a new one with '{_secret_command(path)}'."
            )
        return secret

    def seed_key(self, assignment_id: str) -> bytes:
        """The key that hidden inputs of one assignment are drawn from.

        Whoever grades one assignment needs no more than its key. The course secret cannot be computed from it, nor
        can the key of another assignment.
        """
        return hmac.new(self.secret(), b"seed\0" + assignment_id.encode(), hashlib.sha256).digest()


def _secret_command(path: Path) -> str:
    """The shell command that creates a secret. No other user can read the file at any time."""
    folder, file = shlex.quote(str(path.parent)), shlex.quote(str(path))
    return f"(umask 077; mkdir -p {folder}; head -c 32 /dev/urandom | base64 > {file})"


def from_environment(variable: str) -> Path | None:
    """The path that a variable of the environment holds.

    Raises
    ------
    UsageError
        The path is relative. In a student's folder it would name the student's course or secret.
    """
    value = os.environ.get(variable)
    if value and not Path(value).is_absolute():
        raise UsageError(
            f"{variable}={value}: expected an absolute path. A relative one names another file in each folder that "
            "a command is run in. Write the whole path."
        )
    return Path(value) if value else None


def load_course(folder: Path) -> Course:
    """Load the ``course.toml`` in a folder."""
    path = folder / "course.toml"
    settings = read_table(CourseSettings, load_toml(path), str(path))
    _check_zone(settings.time_zone, f"{path}: time_zone")
    _check_topics(settings, path)
    return Course(folder=folder.resolve(), settings=settings)


def _check_topics(settings: CourseSettings, path: Path) -> None:
    """Refuse two orders of the course, and an assignment in two places."""
    if settings.topics and settings.assignments:
        raise CourseError(
            f"{path}: both 'assignments' and 'topics' give the order of the course. Remove one."
        )
    seen: set[str] = set()
    for topic in settings.topics:
        for name in topic.assignments:
            if name in seen:
                raise CourseError(f"{path}: topics name '{name}' twice. Leave it in one place.")
            seen.add(name)


def _check_zone(name: str, where: str) -> None:
    if name == "UTC":
        return
    from zoneinfo import ZoneInfo  # only here: `grader check` starts without it

    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise CourseError(
            f'{where} must be the name of a time zone, such as "Europe/Berlin", got "{name}".'
        ) from None


def _refuse_foreign_owner(folder: Path) -> None:
    if not (has_trusted_owner(folder) and has_trusted_owner(folder / "course.toml")):
        raise UsageError(
            f"{folder}: the course found there belongs neither to you nor to the owner of the current folder, and its "
            "tests would run with your rights. If you mean it, name it with --course or GRADER_COURSE."
        )


def find_course(option: str | None = None, start: Path | None = None) -> Course:
    """The course named by ``--course``, by ``GRADER_COURSE``, or the nearest one above ``start``.

    A folder counts if it holds ``course.toml`` or ``assignments/course.toml``.
    """
    named = option or from_environment("GRADER_COURSE")
    if named:
        for folder in (Path(named), Path(named) / "assignments"):
            if (folder / "course.toml").is_file():
                return load_course(folder)
        raise CourseError(
            f"{named}: no course.toml there, nor in its folder assignments/. Name the folder that holds it."
        )
    start = (start or Path.cwd()).resolve()
    for parent in (start, *start.parents):
        for folder in (parent, parent / "assignments"):
            if (folder / "course.toml").is_file():
                _refuse_foreign_owner(folder)
                return load_course(folder)
    raise UsageError(
        f"No course found: there is no course.toml in {start} or above. "
        "Name the course with --course FOLDER or the variable GRADER_COURSE."
    )


__all__ = [
    "Assignment",
    "Course",
    "CourseSettings",
    "Late",
    "LateHere",
    "Limits",
    "Task",
    "Topic",
    "find_course",
    "from_environment",
    "load_assignment",
    "load_course",
    "public_settings",
    "suggestion",
]  # fmt: skip
