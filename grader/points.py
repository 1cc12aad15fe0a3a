"""Points of tasks and timings added up, and which of them count; nothing here needs the tests that earned them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from grader.model import PerformanceResult, Provenance, Record, TaskResult

DIGITS = 6
"""Points are sums of fractions; beyond this they are noise."""


def score(tasks: Sequence[TaskResult], performance: Sequence[PerformanceResult] = ()) -> float:
    return round(sum(t.points for t in tasks) + sum(p.points for p in performance), DIGITS)


def most(tasks: Sequence[TaskResult], performance: Sequence[PerformanceResult] = ()) -> float:
    """What could be earned: what is timed on a device that is not here is left out."""
    return sum(t.max_points for t in tasks) + sum(p.max_points for p in performance)


def disturbed(performance: Sequence[PerformanceResult]) -> str:
    """Why no timing could be judged, or nothing: such a submission has no score."""
    return next((p.message for p in performance if p.ending == "disturbed"), "")


def with_best_timings(record: Record, earlier: Record | None) -> Record:
    """A later run never lowers a grade: of the same code under the same rules, each better timing is kept."""
    report = record.report
    if earlier is None or not _same_work(report.provenance, earlier.report.provenance):
        return record
    before = {(p.id, p.device_name): p for p in earlier.report.performance}
    kept = tuple(max(p, before.get((p.id, p.device_name), p), key=_rank) for p in report.performance)
    if kept == report.performance:
        return record
    ours = report.not_graded and report.not_graded not in {p.message for p in report.performance}
    ungraded = report.not_graded if ours else disturbed(kept)
    logs = {log.id: log for log in record.timings} | {
        log.id: log for log in earlier.timings if before.get((log.id, log.device)) in kept
    }
    return dataclasses.replace(
        record, timings=tuple(logs.values()),
        report=dataclasses.replace(
            report, performance=kept, not_graded=ungraded, score=None if ungraded else score(report.tasks, kept),
            max_score=most(report.tasks, kept),
        ),
    )  # fmt: skip


def _same_work(new: Provenance | None, old: Provenance | None) -> bool:
    def parts(known: Provenance) -> tuple[str, str, str]:
        return known.submission_sha256, known.assignment_sha256, known.reference_sha256

    return new is not None and old is not None and parts(new) == parts(old)


def _rank(result: PerformanceResult) -> tuple[bool, float]:
    return result.ending != "disturbed" and not result.waits, result.points
