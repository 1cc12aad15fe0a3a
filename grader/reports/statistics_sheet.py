"""The statistics of an assignment for other programs: two sheets, and a record that is written as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from grader.reports.assignment_statistics import ArrivalTimes, AssignmentStatistics, SectionScores
from grader.reports.class_statistics import Quartiles
from grader.reports.classroom import MistakeCount, TestRate
from grader.reports.grades import guarded

SCHEMA = "grader/stats/1"


def rates_csv(statistics: AssignmentStatistics) -> str:
    """A row for each test, the hardest first: how many passed, and whether it tells strong work from weak."""
    columns = (
        "test",
        "task",
        "origin",
        "title",
        "passed",
        "total",
        "rate",
        "best",
        "weakest",
        "discrimination",
    )
    return _sheet(columns, (_test_record(rate) for rate in statistics.room.rates))


def mistakes_csv(statistics: AssignmentStatistics) -> str:
    """A row for each mistake, the most common first: how many students made it."""
    graded = len(statistics.room.graded)
    columns = ("mistake", "sentence", "students", "share")
    return _sheet(columns, (_mistake_record(found, graded) for found in statistics.room.mistakes))


def statistics_record(statistics: AssignmentStatistics) -> dict[str, object]:
    """Everything as a record. What is not known is not in it."""
    room = statistics.room
    record: dict[str, object] = {
        "schema": SCHEMA,
        "assignment": room.id,
        "title": room.title,
        "max_points": room.max_score,
        "handed_in": statistics.handed_in,
        "graded": len(room.graded),
        "not_graded": statistics.handed_in - len(room.graded),
        "rejected": statistics.rejected,
        "absent": len(room.absent),
    }
    if room.mean is not None:
        record |= {"mean": room.mean, "median": room.median}
    if room.quartiles is not None:
        record["quartiles"] = _quartile_list(room.quartiles)
    record["histogram"] = [
        {"from": column.low, "to": column.high, "students": column.students} for column in room.columns
    ]
    record["tests"] = [_test_record(rate) for rate in room.rates]
    record["mistakes"] = [_mistake_record(found, len(room.graded)) for found in room.mistakes]
    if statistics.attempts:
        record["attempts"] = [{"attempts": n, "students": students} for n, students in statistics.attempts]
    if statistics.arrival:
        record["hours_before_deadline"] = _arrival_record(statistics.arrival)
    if statistics.sections:
        record["sections"] = [_section_record(section) for section in statistics.sections]
    return record


def _sheet(columns: Sequence[str], rows: Iterable[dict[str, object]]) -> str:
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(columns)
    for row in rows:
        cells = (row.get(column, "") for column in columns)
        sheet.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in cells])
    return text.getvalue()


def _test_record(rate: TestRate) -> dict[str, object]:
    record: dict[str, object] = {
        "test": rate.test.id,
        "task": rate.test.task,
        "origin": rate.test.origin,
        "title": rate.test.title,
        "passed": rate.passed,
        "total": rate.total,
        "rate": round(rate.passed / rate.total, 4),
    }
    found = rate.discrimination
    if found is not None:
        figures = {"best": found.best, "weakest": found.weakest, "discrimination": found.index}
        record |= {name: round(value, 4) for name, value in figures.items()}
    return record


def _mistake_record(found: MistakeCount, graded: int) -> dict[str, object]:
    return {
        "mistake": found.mistake.id,
        "sentence": found.mistake.sentence,
        "students": len(found.reports),
        "share": round(len(found.reports) / graded, 4),
    }


def _arrival_record(arrival: ArrivalTimes) -> dict[str, object]:
    return {
        "known": arrival.known,
        "late": arrival.late,
        "median": round(arrival.median_h, 2),
        "students": {bar.label: bar.students for bar in arrival.bars},
    }


def _section_record(section: SectionScores) -> dict[str, object]:
    record: dict[str, object] = {
        "section": section.name,
        "graded": section.graded,
        "mean": section.mean,
        "median": section.median,
    }
    return record | ({"quartiles": _quartile_list(section.quartiles)} if section.quartiles else {})


def _quartile_list(found: Quartiles) -> list[float]:
    return [found.lower, found.median, found.upper]
