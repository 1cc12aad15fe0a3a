"""Gradescope's results.json: scores only where there is a grade, visibility in Gradescope's words."""

from __future__ import annotations

import dataclasses
import json

import pytest

from grader.errors import UsageError
from grader.exporters import gradescope_json, gradescope_results
from grader.model import CodeLine, EvidenceResult, Mistake, PerformanceResult

TOP = {
    "score", "execution_time", "output", "output_format", "test_output_format", "test_name_format",
    "visibility", "stdout_visibility", "extra_data", "tests", "leaderboard",
}  # fmt: skip
EACH = {
    "score", "max_score", "status", "name", "name_format", "number", "output", "output_format", "tags",
    "visibility", "extra_data",
}  # fmt: skip


def test_a_graded_submission_has_score_and_scores(make_test, make_report):
    results = gradescope_results(make_report(make_test("passed"), make_test("failed", message="Off by 2.")))
    assert results["score"] == 2.0
    assert [(t["score"], t["max_score"], t["status"]) for t in results["tests"]] == [
        (0.0, 2.0, "failed"),
        (2.0, 2.0, "passed"),
    ]
    assert results["tests"][0]["output"] == "Off by 2."


def test_a_zero_that_was_earned_is_a_zero(make_test, make_report):
    assert gradescope_results(make_report(make_test("failed")))["score"] == 0.0


def test_not_graded_has_no_score_anywhere_and_says_so(make_test, make_report):
    results = gradescope_results(
        make_report(make_test(), make_test("grader_error"), score=None, not_graded="The reference failed.")
    )
    assert "score" not in results
    assert not any({"score", "max_score", "status"} & set(test) for test in results["tests"])
    assert results["output"].startswith(
        "Not graded: The reference failed. This submission has no score, which is not a score of zero."
    )


def test_not_graded_hides_the_total_by_a_hidden_test(make_test, make_report):
    """Any hidden test makes Gradescope withhold the total: it cannot show a 0 it made up."""
    results = gradescope_results(make_report(make_test(), score=None, not_graded="The reference failed."))
    assert [test["visibility"] for test in results["tests"]] == ["visible", "hidden"]
    assert results["tests"][-1]["output"] == "The reference failed."
    graded = gradescope_results(make_report(make_test()))
    assert [test["visibility"] for test in graded["tests"]] == ["visible"]


@pytest.mark.parametrize("visibility", ["visible", "after_due_date", "after_published", "hidden"])
def test_visibility_is_handed_on(make_test, make_report, visibility):
    (test,) = gradescope_results(make_report(make_test(visibility=visibility)))["tests"]
    assert test["visibility"] == visibility


def test_a_test_worth_nothing_has_a_status_and_no_score(make_test, make_report):
    (test,) = gradescope_results(make_report(make_test("failed", max_points=0.0, origin="public")))["tests"]
    assert test["status"] == "failed"
    assert not {"score", "max_score"} & set(test)


def test_tests_are_numbered_by_task(make_test, make_report):
    tests = [make_test(id=str(n), task=task) for n, task in enumerate(("forward", "backward", "forward"))]
    assert [t["number"] for t in gradescope_results(make_report(*tests))["tests"]] == ["1.1", "2.1", "1.2"]


def test_tests_that_failed_come_first_and_keep_their_numbers(make_test, make_report):
    mistake = Mistake(id="f1__mean", sentence="You take a mean.")
    tests = [
        make_test(id="a"),
        make_test("failed", id="b", message="Off by 2."),
        make_test("failed", id="c", message="Off by 3.", mistake=mistake),
    ]
    entries = gradescope_results(make_report(*tests))["tests"]
    assert [t["number"] for t in entries] == ["1.3", "1.2", "1.1"]
    assert entries[0]["output"] == "You take a mean.\nOff by 3."


def test_a_failure_tells_what_to_try_where_and_what_was_printed(make_test, make_report):
    test = make_test(
        "error",
        message="ValueError: no",
        hint="Look at n.",
        lines=(CodeLine(file="a.py", line=4),),
        detail="got 2",
        output="here",
    )
    (entry,) = gradescope_results(make_report(test))["tests"]
    assert entry["output"] == (
        "ValueError: no\nWhat to try: Look at n.\nat a.py, line 4\ngot 2\nYour code printed:\nhere"
    )


def test_notices_are_shown_above_the_tests(make_report):
    assert (
        gradescope_results(make_report(notices=("The file was renamed.",)))["output"]
        == "The file was renamed."
    )


def test_only_known_keys_and_plain_text_whatever_was_printed(attack, hostile):
    report = hostile(attack)
    text = gradescope_json([report])
    results = json.loads(text.encode())
    assert set(results) <= TOP
    assert all(set(test) <= EACH for test in results["tests"])
    assert {results[key] for key in results if key.endswith("_format")} == {"text"}
    assert "\\u001b" not in text
    assert "\\u0000" not in text


@pytest.mark.parametrize("count", [0, 2])
def test_several_reports_are_refused(make_report, count):
    message = f"holds one submission to one assignment, got {count} reports. Name one assignment"
    with pytest.raises(UsageError, match=message):
        gradescope_json([make_report()] * count)


def test_a_mistake_is_said_once_above_the_tests_and_at_the_first_of_them(make_test, make_report):
    named = {"mistake": Mistake(id="f1__mean", sentence="You take a mean.")}
    tests = [
        make_test("failed", id=f"{n}", title=f"Test {n}.", message="Off by 2.", **named) for n in range(2)
    ]
    results = gradescope_results(make_report(*tests, make_test("not_implemented", id="x")))
    assert results["output"].splitlines() == [
        "You take a mean. It explains 2 tests.",
        "Not written yet: batchnorm_forward.",
    ]
    assert [test["output"].splitlines()[0] for test in results["tests"][:2]] == [
        "You take a mean. It explains 2 tests.",
        "The same mistake as in forward: Test 0.",
    ]


@pytest.mark.parametrize("visibility", ["after_due_date", "after_published", "hidden"])
def test_what_stands_above_the_tests_says_nothing_where_a_test_is_held_back(
    make_test, make_report, visibility
):
    mistake = Mistake(id="f1__mean", sentence="You take a mean.")
    test = make_test("failed", mistake=mistake, visibility=visibility)
    results = gradescope_results(make_report(make_test("failed", id="y", mistake=mistake), test))
    assert results["output"] == ""


def test_what_was_timed_is_on_the_leaderboard_where_tests_may_be_seen(make_test, make_report):
    """Speed and memory, and nothing else: Gradescope asks students for a name of their own."""
    memory = EvidenceResult(
        name="peak memory", unit="MB", measured=5.04, most=6.0, points=1.0, max_points=1.0
    )
    timed = PerformanceResult(
        id="cpu", task="f", function="f", title="", device="cpu", ending="judged", points=3.0, max_points=5.0,
        score=0.9714, noise=0.02, evidence=(memory,),
    )  # fmt: skip
    results = gradescope_results(make_report(make_test("passed"), performance=(timed,)))
    assert [(row["value"], row["order"]) for row in results["leaderboard"]] == [(0.971, "desc"), (5.0, "asc")]
    assert len({row["name"] for row in results["leaderboard"]}) == 2
    waiting = dataclasses.replace(timed, ending="faster than possible")
    for report in (
        make_report(make_test("passed"), performance=(waiting,)),
        make_report(make_test("passed", visibility="after_published"), performance=(timed,)),
        make_report(make_test("passed")),
    ):
        assert "leaderboard" not in gradescope_results(report)
