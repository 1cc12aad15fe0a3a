"""``push.toml``: where students push, and what is posted there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from grader.course import Course
from grader.course.schema import load_toml, read_table, setting
from grader.errors import CourseError

SourceKind = Literal["git", "github", "gitlab", "gitea"]
ReportTarget = Literal["status", "check", "comment", "branch"]

SETTINGS_FILE: Final = "push.toml"
_FIELDS: Final = frozenset({"assignment", "student"})
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,30}")
_OWNER: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
_POSTED: Final[tuple[ReportTarget, ...]] = ("status", "branch")
"""What of ``report`` there is for a forge."""
_POSTED_BY_GIT: Final[tuple[ReportTarget, ...]] = ("branch",)
"""What of it there is for a plain git server."""
_NOTHING_SAID: Final[tuple[ReportTarget, ...]] = ("status",)
_NOT_THERE: Final = "neither check runs of an app nor comments are written"
FEEDBACK: Final = "feedback"
"""The branch that the target ``branch`` writes."""
_SCHEMES: Final = ("https", "ssh", "file")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSettings:
    """The keys of a ``[[source]]`` table."""

    kind: SourceKind = setting("software of the server")
    name: str = setting("name in addresses of webhooks and of secrets; empty: the kind", default="")
    api: str = setting("address of the forge's interface, such as https://api.github.com", default="")
    fetch: str = setting("address of a repository; {name} stands for its name, on a forge for OWNER/NAME")
    owner: str = setting("organisation or group in which the repositories lie", default="")
    repositories: str = setting(
        "how repositories are called: with {student}, and {assignment} or a folder for each", default=""
    )
    roster: str = setting(
        "CSV beside push.toml instead: columns repository, student and perhaps assignment", default=""
    )
    folder: str = setting(
        "folder of the work in a repository, may hold {assignment}; empty: all of it", default=""
    )
    submit: Literal["branch", "tag"] = setting(
        "what is graded: the branch and tags submit/*, or only such tags", default="branch"
    )
    branches: tuple[str, ...] = setting("names that the default branch may have", default=("main", "master"))
    poll_s: int = setting("seconds between two looks at each repository", default=60, least=5)
    report: tuple[ReportTarget, ...] = setting(
        "what is written to the server; for a plain git server nothing, or branch", default=_NOTHING_SAID
    )
    spool: str = setting("folder into which the hook of a plain git server writes", default="")
    insecure_http: bool = setting("whether http:// to this machine is allowed, for tests", default=False)

    @property
    def title(self) -> str:
        """The name that secrets, addresses and logs use."""
        return self.name or self.kind

    @property
    def targets(self) -> tuple[ReportTarget, ...]:
        """What of ``report`` is written, each once: on a plain git server there are no statuses."""
        known = _POSTED_BY_GIT if self.kind == "git" else _POSTED
        return tuple(each for each in dict.fromkeys(self.report) if each in known)


@dataclass(frozen=True, slots=True, kw_only=True)
class PushSettings:
    """The keys of ``push.toml``."""

    source: tuple[SourceSettings, ...] = setting("servers to which students push")
    address: str = setting(
        "where students reach this server, such as https://push.example.org; for links in posts", default=""
    )
    per_hour: int = setting(
        "graded commits of a student in an assignment and hour; above, the newest waits", default=12, least=1
    )
    memory_mib: int = setting("memory of grading processes that are kept open", default=2048, least=256)
    fetch_user: str = setting(
        "user as whom git fetches and pushes, where the server runs as root", default="nobody"
    )


def settings_path(course: Course) -> Path:
    return course.folder / SETTINGS_FILE


def load_settings(course: Course) -> PushSettings:
    """The settings beside ``course.toml``.

    Raises
    ------
    CourseError
        The file is missing or something in it is wrong; the message says what and where.
    """
    path = settings_path(course)
    if not path.is_file():
        raise CourseError(
            f"{path}: file not found. It says where students push: write a [[source]] table, as docs/push.md shows."
        )
    settings = read_table(PushSettings, _with_titles(load_toml(path)), str(path))
    if not settings.source:
        raise CourseError(f"{path}: source is empty. Add a [[source]] table for each server.")
    for index, source in enumerate(settings.source):
        _check(source, f"{path}: source[{index}]")
    titles = [source.title for source in settings.source]
    double = next((title for title in titles if titles.count(title) > 1), None)
    if double:
        raise CourseError(f'{path}: two sources are called "{double}". Give one of them another name.')
    return settings


def _with_titles(table: dict[str, Any]) -> dict[str, Any]:
    """The table; a single ``[source]`` is a mistake that is made often, and it is told as one."""
    return {**table, "source": [table["source"]]} if isinstance(table.get("source"), dict) else table


def _check(source: SourceSettings, where: str) -> None:
    if not _NAME.fullmatch(source.title):
        raise CourseError(
            f'{where}.name must be small letters, digits and dashes, at most 31, got "{source.name}".'
        )
    _check_fetch(source, where)
    _check_names(source, where)
    _check_report(source, where)
    if source.kind != "git":
        _check_forge(source, where)


def _check_fetch(source: SourceSettings, where: str) -> None:
    address = urlsplit(source.fetch)
    allowed = (*_SCHEMES, "http") if source.insecure_http else _SCHEMES
    if address.scheme not in allowed:
        raise CourseError(
            f'{where}.fetch must begin with {", ".join(f"{each}://" for each in _SCHEMES)}, got "{source.fetch}".'
        )
    if address.password or (address.username and address.scheme != "ssh"):
        raise CourseError(
            f"{where}.fetch holds a user or a password. Take it out: {source.title}.token among the secrets is used."
        )
    if source.fetch.count("{name}") != 1:
        raise CourseError(
            f'{where}.fetch must hold {{name}} once, where a repository\'s name goes, got "{source.fetch}".'
        )


def _check_names(source: SourceSettings, where: str) -> None:
    if bool(source.repositories) == bool(source.roster):
        raise CourseError(f"{where}: say either repositories or roster, to tell whose a repository is.")
    for key, text in (("repositories", source.repositories), ("folder", source.folder)):
        unknown = set(re.findall(r"\{([^}]*)\}", text)) - _FIELDS
        if unknown:
            raise CourseError(
                f"{where}.{key}: {{{min(unknown)}}} is not known. Known: {{assignment}}, {{student}}."
            )
    if source.repositories and source.repositories.count("{student}") != 1:
        raise CourseError(f'{where}.repositories must hold {{student}} once, got "{source.repositories}".')
    if "{student}" in source.folder or source.folder.startswith("/") or ".." in source.folder.split("/"):
        raise CourseError(
            f'{where}.folder must be a folder inside the repository, such as "{{assignment}}", got "{source.folder}".'
        )
    one = "{assignment}" in source.repositories or source.roster
    if not one and "{assignment}" not in source.folder:
        raise CourseError(
            f"{where}: nothing says which assignment a repository is of. "
            "Put {assignment} into repositories or folder."
        )


def _check_report(source: SourceSettings, where: str) -> None:
    plain = source.kind == "git"
    known = _POSTED_BY_GIT if plain else _POSTED
    missing = next((each for each in source.report if each not in known), None)
    if missing and not (plain and source.report == _NOTHING_SAID):
        why = "a plain git server shows no statuses" if missing in _POSTED else _NOT_THERE
        listed = ", ".join(f'"{each}"' for each in known)
        raise CourseError(
            f'{where}.report: "{missing}" is not there yet for the kind "{source.kind}": {why}. There is: {listed}.'
        )
    if "branch" in source.report and FEEDBACK in source.branches:
        raise CourseError(
            f'{where}.branches names "{FEEDBACK}", the branch that "branch" in report writes. '
            "What is written there is not work: take one of the two out."
        )


def _check_forge(source: SourceSettings, where: str) -> None:
    if urlsplit(source.api).scheme not in (("https", "http") if source.insecure_http else ("https",)):
        raise CourseError(f'{where}.api must begin with https://, got "{source.api}".')
    if not source.owner:
        raise CourseError(f"{where}: key 'owner' is missing: organisation or group of the repositories.")
    if source.spool:
        raise CourseError(f'{where}.spool is of the kind "git". A forge sends webhooks.')
    address = urlsplit(source.api)
    if not address.hostname or address.username is not None or address.query or address.fragment:
        raise CourseError(
            f"{where}.api must be an address without a user or a query, such as https://api.github.com."
        )
    nested = source.kind == "gitlab"  # a group may lie in groups
    parts = source.owner.split("/") if nested else [source.owner]
    if not all(_OWNER.fullmatch(part) for part in parts):
        raise CourseError(f'{where}.owner must be the name of an organisation, got "{source.owner}".')
    if f"{source.owner}/{{name}}" in source.fetch:
        raise CourseError(
            f"{where}.fetch: {{name}} stands for the owner and the repository. Leave the owner out, "
            "as in https://github.com/{name}.git."
        )
