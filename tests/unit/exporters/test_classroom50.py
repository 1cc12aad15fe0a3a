"""Classroom 50's result.json: whole numbers that add up, no score where there is none, nothing a runner would obey."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from grader.errors import UsageError
from grader.exporters import ClassroomSubmission, classroom50_json, release_body
from grader.exporters.classroom50 import RELEASE_BYTES
from grader.model import Mistake, TaskResult

SUBMISSION = ClassroomSubmission(
    classroom="dl-2026",
    assignment="hw1",
    submission="submit/2026-11-20T07-30-00Z-a1b2c3d",
    commit="https://git.example/commit/a1b2c3d",
    release="https://git.example/releases/tag/a1b2c3d",
    review="https://git.example/compare/0...a1b2c3d",
    datetime="2026-11-20T07:30:00Z",
    assignment_type="individual",
    owner="ada",
)
TOP = [
    "schema", "classroom", "assignment", "assignment_type", "owner", "submission", "commit", "release", "review",
    "datetime", "score", "max-score", "tests",
]  # fmt: skip


def result_of(report):
    return json.loads(classroom50_json(report, SUBMISSION))


def test_the_fields_are_those_of_the_schema_and_points_are_hundredths(make_test, make_report):
    report = make_report(make_test("passed"), make_test("failed", id="b", title="B.", message="Off by 2."))
    result = result_of(report)
    assert list(result) == TOP
    assert (result["schema"], result["owner"], result["datetime"]) == (
        "classroom50/result/v1", "ada", "2026-11-20T07:30:00Z",
    )  # fmt: skip
    assert (result["score"], result["max-score"]) == (200, 400)
    assert [(t["passed"], t["score"], t["max-score"]) for t in result["tests"]] == [
        (False, 0, 200), (True, 200, 200),
    ]  # fmt: skip
    assert result["tests"][0]["message"] == "Off by 2."


def test_what_the_runner_stamps_itself_is_left_out_where_it_is_not_known(make_report):
    known = {name: getattr(SUBMISSION, name) for name in TOP if hasattr(SUBMISSION, name)}
    bare = ClassroomSubmission(**{**known, "owner": "", "assignment_type": ""})
    assert {"owner", "assignment_type"} & set(json.loads(classroom50_json(make_report(), bare))) == set()


@pytest.mark.parametrize("passed", range(8))
def test_points_that_are_no_hundredths_add_up_to_the_rounded_score(make_test, make_report, passed):
    each = 10 / 7
    tests = [
        make_test("passed" if n < passed else "failed", id=str(n), title=f"{n}.", max_points=each,
                  points=each if n < passed else 0.0)
        for n in range(7)
    ]  # fmt: skip
    result = result_of(make_report(*tests))
    assert (result["score"], result["max-score"]) == (round(100 * passed * each), 1000)
    assert sum(test["score"] for test in result["tests"]) == result["score"]
    assert sum(test["max-score"] for test in result["tests"]) == 1000
    for test in result["tests"]:
        least = test["max-score"] - 1 if test["passed"] else 0
        assert least <= test["score"] <= (test["max-score"] if test["passed"] else 0)


def test_points_of_tests_that_are_not_listed_are_an_entry_of_their_task(make_test, make_report):
    task = TaskResult(id="forward", function="f", title="Forward", points=3.0, max_points=8.0)
    report = make_report(make_test("passed"), tasks=(task,), score=3.0, max_score=8.0)
    result = result_of(report)
    assert (result["score"], result["max-score"]) == (300, 800)
    assert result["tests"][-1] == {
        "test-name": "forward: hidden tests", "passed": False, "score": 100, "max-score": 600,
    }  # fmt: skip


def test_a_mistake_is_said_once_and_first(make_test, make_report):
    named = {"mistake": Mistake(id="f1__mean", sentence="You take a mean."), "message": "Off by 2."}
    report = make_report(*(make_test("failed", id=n, title=f"{n}.", hint="Try 3.", **named) for n in "ab"))
    first, second = (test["message"] for test in result_of(report)["tests"])
    assert first == "You take a mean. It explains 2 tests.\nOff by 2.\nWhat to try: Try 3."
    assert second.startswith("The same mistake as in forward: a.")


def test_what_was_not_graded_has_no_result_and_never_a_zero(make_test, make_report):
    report = make_report(make_test("grader_error"), score=None, not_graded="The reference failed.")
    with pytest.raises(UsageError, match=r"needs a score that may be shown now\. The reference failed"):
        classroom50_json(report, SUBMISSION)


@pytest.mark.parametrize("visibility", ["after_due_date", "after_published", "hidden"])
def test_what_is_shown_later_has_no_result_since_classroom_50_shows_it_at_once(
    make_test, make_report, visibility
):
    with pytest.raises(UsageError, match="needs a score that may be shown now"):
        classroom50_json(make_report(make_test(visibility=visibility)), SUBMISSION)


def test_a_hostile_report_has_the_fields_of_an_honest_one(attack, hostile, make_report, is_command):
    report = replace(hostile(attack), score=2.0, max_score=10.0)
    result = result_of(report)
    assert list(result) == TOP
    for test in result["tests"]:
        assert set(test) <= {"test-name", "passed", "score", "max-score", "message"}
        assert type(test["score"]) is int
        assert type(test["max-score"]) is int
        for text in (test["test-name"], test.get("message", "")):
            assert not any(map(is_command, text.splitlines()))


def test_the_text_of_a_release_is_shorter_than_github_takes_and_says_what_is_left_out(make_test, make_report):
    tests = [make_test("failed", id=str(n), title=f"{n}.", message=f"{n}: " + 900 * "x") for n in range(200)]
    text = release_body(make_report(*tests))
    assert len(text.encode()) <= RELEASE_BYTES
    assert "more entries are left out: a summary holds 100,000 bytes." in text
