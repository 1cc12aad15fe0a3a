"""A board of speeds: whose function is how fast, with the noise of the measurement, and nothing of anyone's code.

Only students who chose an alias are on it, under that alias. Two of them tie where noise alone can explain the
difference: the rank counts those who are faster beyond doubt.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from grader.errors import UsageError
from grader.messages import say
from grader.model import PerformanceResult, Report
from grader.reports.page import render

SCHEMA: Final = "grader/board/1"
MAX_ALIAS: Final = 40
CURVE_WIDTH: Final = 120
CURVE_HEIGHT: Final = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedAttempt:
    """What one attempt reached."""

    graded_us: int
    share: float
    """Of the reference's speed."""
    low: float
    high: float
    """The share with the margin of noise."""
    memory_mb: float | None
    """Peak memory beyond the inputs; ``None`` where it was not measured."""

    def surely_faster(self, other: TimedAttempt) -> bool:
        """Whether noise cannot explain that this attempt is faster."""
        return self.low > other.high


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One student under an alias."""

    alias: str
    rank: int
    """One more than the number of students who are faster beyond doubt."""
    best: TimedAttempt
    attempts: tuple[TimedAttempt, ...]
    """The earliest first."""

    @property
    def curve(self) -> str:
        """The shares of all attempts as points of an SVG line, from 0 at the bottom."""
        most = max(attempt.share for attempt in self.attempts) or 1.0
        steps = max(len(self.attempts) - 1, 1)
        return " ".join(
            f"{2 + (CURVE_WIDTH - 4) * number / steps:.1f},{2 + (CURVE_HEIGHT - 4) * (1 - attempt.share / most):.1f}"
            for number, attempt in enumerate(self.attempts)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The students who timed one function on one device, the fastest first."""

    id: str
    title: str
    device: str
    tiers: tuple[tuple[str, float], ...]
    """Names of the tiers, and the shares of the reference's speed that they need."""
    rows: tuple[BoardRow, ...]


def boards(history: Iterable[tuple[int, Report]], aliases: Mapping[str, str]) -> list[Board]:
    """A board for each timed function of an assignment.

    Parameters
    ----------
    history : iterable of (int, Report)
        When each attempt was graded, in microseconds, and its report, in any order.
    aliases : mapping of str to str
        The alias of each student who takes part.

    Returns
    -------
    list of Board
        In the order of the reports. An attempt that was not judged, or that waits for the staff, is not on it.
    """
    attempts: dict[str, dict[str, list[TimedAttempt]]] = {}
    newest: dict[str, PerformanceResult] = {}
    for graded_us, report in sorted(history, key=lambda each: each[0]):
        alias = aliases.get(report.student)
        if alias is None:
            continue
        for result in report.performance:
            if result.ending == "judged" and result.score is not None:
                newest[result.id] = result
                attempts.setdefault(result.id, {}).setdefault(alias, []).append(_attempt(graded_us, result))
    return [
        Board(
            id=id_, title=newest[id_].own_title or newest[id_].function, device=newest[id_].device,
            tiers=tuple((tier.name, tier.least) for tier in newest[id_].tiers), rows=_ranked(of_students),
        )
        for id_, of_students in attempts.items()
    ]  # fmt: skip


def _attempt(graded_us: int, result: PerformanceResult) -> TimedAttempt:
    low, high = result.score_range
    memory = [each.measured for each in result.evidence if each.name == "peak memory"]
    assert result.score is not None
    return TimedAttempt(
        graded_us=graded_us, share=result.score, low=low, high=high, memory_mb=memory[0] if memory else None
    )


def _ranked(attempts: Mapping[str, Sequence[TimedAttempt]]) -> tuple[BoardRow, ...]:
    best = {alias: max(made, key=lambda each: each.share) for alias, made in attempts.items()}
    rows = [
        BoardRow(
            alias=alias, rank=1 + sum(other.surely_faster(mine) for other in best.values()), best=mine,
            attempts=tuple(attempts[alias]),
        )
        for alias, mine in best.items()
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.rank, -row.best.share, row.alias)))


def read_aliases(path: Path) -> dict[str, str]:
    """The aliases of those who take part.

    Parameters
    ----------
    path : Path
        CSV with the columns ``student`` and ``alias``. A student without an alias does not take part.

    Raises
    ------
    UsageError
        A column is missing, an alias is too long, or two students have the same.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in ("student", "alias") if name not in (reader.fieldnames or ())]
            if missing:
                raise UsageError(say("board.column", path=path, column=missing[0]))
            rows = [
                (reader.line_num, (row["student"] or "").strip(), (row["alias"] or "").strip())
                for row in reader
            ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(say("board.unreadable", path=path, reason=error)) from None
    found: dict[str, str] = {}
    for line, student, alias in rows:
        if not student or not alias:
            continue
        if len(alias) > MAX_ALIAS:
            raise UsageError(say("board.long_alias", path=path, line=line, most=MAX_ALIAS))
        if alias in found.values() or student in found:
            raise UsageError(
                say("board.twice", path=path, line=line, what=alias if student not in found else student)
            )
        found[student] = alias
    return found


def board_record(assignment: str, title: str, found: Sequence[Board]) -> dict[str, Any]:
    """The boards as JSON. It holds aliases, figures and times, and no student's name."""
    return {
        "schema": SCHEMA,
        "assignment": assignment,
        "title": title,
        "boards": [
            {
                "id": board.id,
                "title": board.title,
                "device": board.device,
                "tiers": [{"name": name, "least": least} for name, least in board.tiers],
                "rows": [
                    {"alias": row.alias, "rank": row.rank, **_figures(row.best), "attempts": [
                        {"graded_us": each.graded_us, **_figures(each)} for each in row.attempts
                    ]}
                    for row in board.rows
                ],
            }
            for board in found
        ],
    }  # fmt: skip


def _figures(attempt: TimedAttempt) -> dict[str, float | None]:
    return {
        "share": round(attempt.share, 4), "low": round(attempt.low, 4), "high": round(attempt.high, 4),
        "memory_mb": None if attempt.memory_mb is None else round(attempt.memory_mb, 2),
    }  # fmt: skip


def board_html(title: str, found: Sequence[Board], *, course: str) -> str:
    """The page with all boards of an assignment."""
    return render(
        "board.html.j2", heading=f"{say('board.heading')} · {title}", course=course, boards=found,
        curve_width=CURVE_WIDTH, curve_height=CURVE_HEIGHT,
    )  # fmt: skip
