"""Why a grade is what it is: one sentence for each number, without the names of the staff."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "grade.heading": "Grade",
    "grade.final": "{final} of {possible} points count.",
    "grade.none": "There is no grade yet.",
    "grade.excused.short": "You are excused.",
    "grade.points": "Points for your work",
    "grade.penalty": "Late work",
    "grade.adjustment": "Changed by your teachers",
    "grade.total": "What counts",
    #
    "grade.best": "Of {n} attempts with a score the best one counts, after what lateness costs.",
    "grade.latest": "Of {n} attempts with a score the latest one counts.",
    "grade.unscored.one": "1 attempt has no score and does not count yet.",
    "grade.unscored.many": "{n} attempts have no score and do not count yet.",
    "grade.no_score": "Not graded: {why}",
    "grade.rejected": "What was handed in could not be read: {why}",
    "grade.absent": "Nothing was handed in.",
    "grade.extended": "The due date was moved to {due}: {why}",
    "grade.late.one": "It came {received}, 1 day late: days count from {due} with {grace} minutes of grace.",
    "grade.late.many": "It came {received}, {n} days late: days count from {due} with {grace} minutes of grace.",
    "grade.slip.one": "1 slip day was spent, so that 1 late day costs nothing.",
    "grade.slip.many": "{n} slip days were spent, so that as many late days cost nothing.",
    "grade.costs": "For lateness {penalty} of {possible} points are taken: {per_day} % for each late day ({days}), "
    "{most} % at most.",
    "grade.too_late": "It came {received}. Work was accepted until {until}, so it is worth nothing.",
    "grade.called_late": "The learning platform calls it late and does not say when it came: it counts as in time.",
    "grade.adjusted": "Points changed by {points}: {why}",
    "grade.set": "The grade was set to {points}: {why}",
    "grade.newer_work": "Newer work was graded after that and changes nothing: the decision stays until it is revoked.",
    "grade.excused": "Excused: {why}",
    "grade.waits": "Points to add as soon as there is a score, {points}: {why}",
    "grade.revoked": "No longer holds, {what}: {why}",
    "grade.least": "A grade is not below 0.",
}
"""Sentences by id."""
