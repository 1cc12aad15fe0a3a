"""How an answer was marked, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MarkRule(StrEnum):
    """The first rule that fitted. What could not be read, and what is blank, earns nothing."""

    BLANK = "blank"
    UNREAD = "unread"
    RIGHT = "right"
    FOLLOW_ON = "follow_on"
    MISTAKE = "mistake"
    TOO_FEW_DIGITS = "too_few_digits"
    PATTERN = "pattern"
    """Opposite sign, or a power of ten, 2 or ½ times the right value."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMark:
    """The mark of one field: of a part, or of one cell of a table.

    Attributes
    ----------
    typed : str
        As the student typed it.
    share : float
        Of the field's points, between 0 and 1.
    read : float or str, optional
        The value that counted; None if there is none.
    mistake : str
        The name of the mistake, if one is named.
    sentence : str
        What the student is told.
    used : tuple of str
        The earlier parts whose answers, as the student gave them, the rule was applied to.
    """

    field: str
    typed: str
    rule: MarkRule
    share: float
    sentence: str
    read: float | str | None = None
    mistake: str = ""
    used: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartMark:
    """The mark of a part. The cells of a table have equal shares of its points."""

    part: str
    possible: float
    fields: tuple[FieldMark, ...]

    @property
    def points(self) -> float:
        return self.possible * sum(each.share for each in self.fields) / len(self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionMark:
    """The marks of all parts of a question."""

    question: str
    parts: tuple[PartMark, ...]

    @property
    def points(self) -> float:
        return sum(each.points for each in self.parts)

    @property
    def possible(self) -> float:
        return sum(each.possible for each in self.parts)


__all__ = ["FieldMark", "MarkRule", "PartMark", "QuestionMark"]
