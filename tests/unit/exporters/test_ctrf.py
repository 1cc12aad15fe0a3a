"""CTRF: every field is one of the format's, nothing withheld is told, and a mistake is said once."""

from __future__ import annotations

import json

import pytest

from grader.exporters import ctrf_json
from grader.model import CodeLine, Mistake, Verdict

NOW = 1_800_000_000_000
SUMMARY = {"tests", "passed", "failed", "skipped", "pending", "other", "start", "stop"}
TEXTS = {"name", "status", "message", "trace", "filePath"}
WHOLE = {"duration", "line"}


def results(*reports):
    document = json.loads(ctrf_json(reports, stop_ms=NOW))
    assert document.keys() == {"reportFormat", "specVersion", "results"}
    assert document["reportFormat"] == "CTRF"
    return document["results"]


def entries_of(*reports):
    return results(*reports)["tests"]


@pytest.mark.parametrize(
    ("verdict", "status"),
    [(v, "passed" if v is Verdict.PASSED else "failed") for v in Verdict
     if v not in (Verdict.NOT_RUN, Verdict.GRADER_ERROR)]
    + [(Verdict.NOT_RUN, "skipped"), (Verdict.GRADER_ERROR, "other")],
)  # fmt: skip
def test_each_verdict_has_its_status(make_test, make_report, verdict, status):
    (entry,) = entries_of(make_report(make_test(verdict)))
    assert entry["status"] == status


def test_the_summary_counts_and_ends_when_it_was_told(make_test, make_report):
    report = make_report(make_test(duration_s=0.3), make_test("failed", duration_s=0.2), make_test("not_run"))
    found = results(report)
    assert found["summary"].keys() == SUMMARY
    assert found["summary"] == {
        "tests": 3, "passed": 1, "failed": 1, "skipped": 1, "pending": 0, "other": 0, "start": NOW - 500, "stop": NOW,
    }  # fmt: skip
    assert found["tool"]["name"] == "grader"


def test_a_failure_says_what_happened_where_and_what_to_try(make_test, make_report):
    line = CodeLine(file="a.py", line=4)
    test = make_test("failed", message="Off by 2.", hint="Look.", lines=(line,), detail="got 2")
    (entry,) = entries_of(make_report(test))
    assert entry["message"] == "Off by 2.\nWhat to try: Look."
    assert (entry["trace"], entry["filePath"], entry["line"]) == ("got 2", "a.py", 4)
    assert entry["suite"] == ["batch_norm", "forward"]
    assert entry["extra"] == {"points": 0.0, "max_points": 2.0, "origin": "hidden"}


def test_a_mistake_is_said_once_and_first(make_test, make_report):
    named = {"mistake": Mistake(id="f1__mean", sentence="You take a mean."), "message": "Off by 2."}
    first, second = entries_of(make_report(*(make_test("failed", id=n, title=n, **named) for n in "ab")))
    assert first["message"] == "You take a mean. It explains 2 tests.\nOff by 2."
    assert second["message"] == "The same mistake as in forward: a.\nOff by 2."


@pytest.mark.parametrize("visibility", ["after_due_date", "after_published", "hidden"])
def test_a_withheld_test_shows_neither_text_nor_verdict(make_test, make_report, visibility):
    secret = {"title": "SECRET", "message": "SECRET", "visibility": visibility}
    told = [
        ctrf_json([make_report(make_test(verdict, **secret))], stop_ms=NOW)
        for verdict in ("passed", "failed")
    ]
    assert told[0] == told[1]
    assert "SECRET" not in told[0]


def test_not_graded_has_no_points_and_an_entry_that_says_so(make_test, make_report):
    found = entries_of(make_report(make_test("grader_error"), score=None, not_graded="The reference failed."))
    assert [entry["status"] for entry in found] == ["other", "other"]
    assert "points" not in found[0]["extra"]
    assert "not a score of zero" in found[1]["message"]


def test_a_hostile_report_has_the_fields_of_an_honest_one(attack, hostile, is_command):
    found = entries_of(hostile(attack))
    assert [entry.keys() for entry in found] == [entry.keys() for entry in entries_of(hostile("text"))]
    for entry in found:
        assert entry.keys() <= TEXTS | WHOLE | {"suite", "extra"}
        assert all(isinstance(entry[key], str) and entry[key] for key in TEXTS & entry.keys())
        assert all(type(entry[key]) is int for key in WHOLE & entry.keys())
        assert all(isinstance(part, str) for part in entry["suite"])
        for text in (entry["name"], entry.get("message", "")):
            assert not any(map(is_command, text.splitlines()))
