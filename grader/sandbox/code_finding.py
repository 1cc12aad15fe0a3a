"""What a linter found in a student's file, checked against the text of the file.

The worker that inspects reports a kind, a function and a name. The kind must be one of a closed list, the others must
be words of the file. So a report shows no text that is not in the file, and a file's author has no other influence on
it than by what the file holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grader.messages import MESSAGES, names_in, say

KINDS = (
    "undefined", "not run", "used too early", "no return", "return in loop", "open end", "defined twice",
    "lost value", "lost result", "replaced argument", "unread argument", "replaced value", "unused value", "outside",
)  # fmt: skip
"""The kinds of findings, those that explain most first."""
LONGEST_NAME = 40
"""Longest name in a sentence. Longer ones may be meant as a text."""
_MOST_FINDINGS = 200
_MOST_PARTS = 3
_MOST_NAMES = 5
_COUNTED = frozenset({"unread argument", "unused value"})
"""Kinds of which one sentence names all that a function has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFinding:
    """What was found in one function."""

    kind: str
    function: str
    """With the classes and functions around it: ``BatchNorm.forward``."""
    names: tuple[str, ...] = ()
    """One name, or none where the sentence has none; of `_COUNTED` kinds all of them."""

    @property
    def owner(self) -> str:
        """The function or class of the module that it is in."""
        return self.function.partition(".")[0]

    @property
    def sentence(self) -> str:
        if self.kind in _COUNTED:
            listed = ", ".join(f"`{name}`" for name in self.names)
            number = "one" if len(self.names) == 1 else "many"
            return say(f"{_message_id(self.kind)}.{number}", function=self.function, names=listed)
        values = {"function": self.function, **({"name": self.names[0]} if _is_named(self.kind) else {})}
        return say(_message_id(self.kind), **values)


def checked_findings(reply: Any, text: str) -> tuple[CodeFinding, ...]:
    """The findings of a worker's reply that the text of the file allows. Others are left out."""
    if not isinstance(reply, list):
        return ()
    words = set(re.findall(r"\w+", text))
    names: dict[tuple[str, str, str], list[str]] = {}
    for kind, function, name in filter(_is_finding, reply[:_MOST_FINDINGS]):
        if _are_words(function.split("."), words) and (not _is_named(kind) or _are_words([name], words)):
            names.setdefault((kind, function, "" if kind in _COUNTED else name), []).append(name)
    return tuple(
        CodeFinding(kind=kind, function=function, names=tuple(dict.fromkeys(found))[:_MOST_NAMES])
        for (kind, function, _), found in names.items()
    )


def _is_finding(reply: Any) -> bool:
    match reply:
        case (str() as kind, str(), str()):
            return kind in KINDS
    return False


def _is_named(kind: str) -> bool:
    """Whether the sentence of a kind has a name besides that of the function."""
    return kind in _COUNTED or "name" in names_in(MESSAGES[_message_id(kind)])


def _are_words(names: Sequence[str], words: set[str]) -> bool:
    return len(names) <= _MOST_PARTS and all(
        name in words and name.isidentifier() and len(name) <= LONGEST_NAME for name in names
    )


def _message_id(kind: str) -> str:
    return f"advice.{kind.replace(' ', '_')}"
