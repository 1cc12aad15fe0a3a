"""Verdicts into points, and into what a student may read."""

from __future__ import annotations

import dataclasses

import pytest

from grader import points, scoring
from grader.diagnosis import Call
from grader.model import (
    CodeLine,
    Mistake,
    PerformanceResult,
    Provenance,
    Record,
    Report,
    SourceFile,
    TaskResult,
    TimingLog,
    Verdict,
)  # fmt: skip
from grader.plugin import ItemSpec, Outcome
from grader.testing import TaskMark

SECRET = "the hidden input was 41"
CALL = Call(function="double", args=(41,), kwargs={}, actual=1, expected=82)
MISTAKE = Mistake(id="double__squared", sentence="You squared the values.")


def outcome(name, task, verdict=Verdict.PASSED, *, points=1.0, weak=False, origin="hidden", **fields):
    mark = TaskMark(id=task, points=points, hint="Try this.", depends="", weak=weak)
    spec = ItemSpec(
        id=f"{origin}/t.py::{name}", origin=origin, title=f"Sentence {name}.", mark=mark, depends=""
    )
    return Outcome(spec=spec, verdict=verdict, **fields)


def points_of(assignment, outcomes, **settings):
    results = scoring.visible_results(assignment, outcomes, {}, **settings)
    return {r.id.rpartition("::")[2]: (r.points, r.max_points) for r in results}


@pytest.fixture
def assignment(tiny_course):
    """Task ``double`` is worth 4 points, ``total`` 2."""
    return tiny_course.assignment


def test_a_tasks_points_are_split_by_the_weights_of_its_tests(assignment):
    outcomes = [
        outcome("a", "double", points=3),
        outcome("b", "double", Verdict.FAILED, points=1),
        outcome("c", "total", points=7),
    ]
    assert points_of(assignment, outcomes) == {"a": (3, 3), "b": (0, 1), "c": (2, 2)}
    tasks = scoring.task_results(assignment, outcomes)
    assert [(t.id, t.points, t.max_points) for t in tasks] == [("double", 3, 4), ("total", 2, 2)]
    assert points.score(tasks) == 5


def test_thirds_add_up_to_the_whole(assignment):
    outcomes = [outcome(n, "double") for n in "abc"] + [outcome(n, "total") for n in "defghijk"]
    assert points.score(scoring.task_results(assignment, outcomes)) == 6


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.PASSED])
def test_only_a_passed_test_earns_points(assignment, verdict):
    outcomes = [outcome("a", "double", verdict), outcome("b", "total")]
    assert points_of(assignment, outcomes)["a"] == (0, 4)


def test_a_weak_test_earns_only_beside_a_strong_one_of_its_task(assignment):
    weak = outcome("weak", "double", weak=True)
    failed, passed = outcome("strong", "double", Verdict.FAILED), outcome("strong", "double")
    elsewhere = outcome("other", "total")
    assert points_of(assignment, [weak, failed, elsewhere])["weak"] == (0, 2)
    assert points_of(assignment, [weak, passed, elsewhere])["weak"] == (2, 2)
    assert scoring.task_results(assignment, [weak, failed])[0].points == 0
    assert scoring.task_results(assignment, [weak, passed])[0].points == 4


def test_a_public_test_counts_by_its_weight_only(assignment):
    public = outcome("public", "double", origin="public")
    weak, hidden = outcome("weak", "double", weak=True), outcome("hidden", "double", Verdict.FAILED)
    assert points_of(assignment, [public, weak, hidden]) == {
        "public": (0, 0),
        "weak": (0, 2),
        "hidden": (0, 2),
    }
    weighted = points_of(assignment, [public, weak, hidden], public_weight=2.0)
    assert weighted == {"public": (2, 2), "weak": (1, 1), "hidden": (0, 1)}
    assert scoring.task_results(assignment, [public, weak, hidden], public_weight=2.0)[0].points == 3


def test_a_submission_with_an_error_of_ours_is_not_graded():
    outcomes = [outcome("a", "double"), outcome("b", "total", Verdict.GRADER_ERROR)]
    assert scoring.reason_not_graded(outcomes[:1]) == ""
    told = scoring.reason_not_graded(outcomes)
    assert told == "1 of 2 tests failed by an error of the grader, not of yours. The staff has been told."


def shown(tiny_course, policy, *, origin="hidden", **fields):
    tiny_course.write(
        "tiny/assignment.toml",
        (tiny_course.folder / "tiny/assignment.toml").read_text() + f'\n[feedback]\nhidden = "{policy}"\n',
    )
    bad = {
        "verdict": Verdict.FAILED, "brief": "The values differ.", "detail": SECRET, "output": SECRET,
        "traceback": SECRET, "call": CALL, "lines": (CodeLine(file="tiny.py", line=2),), "duration_s": 0.1234,
        **fields,
    }  # fmt: skip
    one = outcome("a", "double", bad.pop("verdict"), origin=origin, **bad)
    sources = [SourceFile(name="tiny.py", text="import numpy\ndef double(x):\n    return x\n")]
    return scoring.visible_results(tiny_course.assignment, [one], {"double": MISTAKE}, sources)


def hints_of(assignment, *outcomes, calls, mistakes=None):
    results = scoring.visible_results(assignment, outcomes, mistakes or {}, calls=calls)
    return {r.task: r.hint for r in results}


def test_a_function_that_calls_a_wrong_one_is_told_to_start_there(assignment):
    both = outcome("a", "double", Verdict.FAILED), outcome("b", "total", Verdict.ERROR)
    hints = hints_of(assignment, *both, calls={"total": {"double", "helper"}})
    assert hints == {
        "double": "Try this.",
        "total": "It calls double, which is not right yet: start there. Try this.",
    }


def test_nothing_is_said_of_a_function_that_is_right_or_of_a_mistake_that_is_known(assignment):
    wrong = outcome("b", "total", Verdict.FAILED, call=CALL)
    calls = {"total": {"double"}}
    assert hints_of(assignment, outcome("a", "double"), wrong, calls=calls)["total"] == "Try this."
    known = {"total": MISTAKE}
    bad = outcome("a", "double", Verdict.FAILED)
    assert hints_of(assignment, bad, wrong, calls=calls, mistakes=known)["total"] == "Try this."


def test_a_function_that_passes_half_of_its_tests_is_no_reason(assignment):
    """It may fail for special inputs that the other one never gives it."""
    wrong = outcome("c", "total", Verdict.FAILED)
    called = outcome("a", "double"), outcome("b", "double", Verdict.FAILED)
    assert hints_of(assignment, *called, wrong, calls={"total": {"double"}})["total"] == "Try this."


def test_of_two_functions_that_call_each_other_none_is_the_first(assignment):
    both = outcome("a", "double", Verdict.FAILED), outcome("b", "total", Verdict.FAILED)
    hints = hints_of(assignment, *both, calls={"total": {"double"}, "double": {"total"}})
    assert set(hints.values()) == {"Try this."}


@pytest.mark.parametrize("policy", ["none", "verdict", "hint"])
def test_below_full_a_hidden_test_shows_nothing_the_students_code_made(tiny_course, policy):
    assert SECRET not in repr(shown(tiny_course, policy))


def test_the_policy_none_shows_no_hidden_test_at_all(tiny_course):
    assert shown(tiny_course, "none") == []


def test_the_policy_verdict_shows_the_sentence_and_the_verdict(tiny_course):
    (result,) = shown(tiny_course, "verdict")
    assert (result.title, result.verdict) == ("Sentence a.", Verdict.FAILED)
    assert (result.message, result.hint, result.mistake, result.lines, result.detail) == (
        "",
        "",
        None,
        (),
        "",
    )


def test_the_policy_hint_adds_message_hint_mistake_and_lines(tiny_course):
    (result,) = shown(tiny_course, "hint")
    assert (result.message, result.hint, result.mistake) == ("The values differ.", "Try this.", MISTAKE)
    assert result.lines == (CodeLine(file="tiny.py", line=2),)
    assert (result.detail, result.output) == ("", "")


def test_the_policy_full_adds_the_whole_story_but_no_output_of_a_hidden_test(tiny_course):
    (result,) = shown(tiny_course, "full")
    assert (result.message, result.detail, result.output) == ("The values differ.", SECRET, "")


@pytest.mark.parametrize("policy", ["none", "verdict", "hint", "full"])
def test_a_public_test_shows_everything_under_every_policy(tiny_course, policy):
    (result,) = shown(tiny_course, policy, origin="public")
    assert (result.detail, result.output, result.hint) == (SECRET, SECRET, "Try this.")


@pytest.mark.parametrize("policy", ["verdict", "hint", "full"])
def test_a_passed_test_needs_no_words(tiny_course, policy):
    (result,) = shown(tiny_course, policy, verdict=Verdict.PASSED)
    assert (result.message, result.hint, result.mistake, result.lines) == ("", "", None, ())


@pytest.mark.parametrize(
    ("policy", "origin", "told_s"), [("hint", "hidden", 0), ("full", "hidden", 0.1), ("hint", "public", 0.1)]
)
def test_a_duration_is_rounded_and_that_of_a_hidden_test_not_told(tiny_course, policy, origin, told_s):
    """Code that waits for as many tenths of a second as a hidden number has would tell the number."""
    (result,) = shown(tiny_course, policy, origin=origin)
    assert result.duration_s == told_s


def test_a_mistake_is_told_where_a_value_was_wrong_only(tiny_course):
    (result,) = shown(tiny_course, "hint", call=None)
    assert result.mistake is None


def test_why_a_module_cannot_be_imported_stands_in_every_test_instead_of_its_own_words(assignment):
    outcomes = [
        outcome("a", "double", Verdict.ERROR, brief="b", detail=SECRET),
        outcome("b", "total", Verdict.ERROR),
    ]
    results = scoring.visible_results(assignment, outcomes, {}, loading="SyntaxError in line 1")
    assert [(r.message, r.hint) for r in results] == [("SyntaxError in line 1", "")] * 2


def test_lines_of_a_notebook_are_told_by_cell(assignment):
    source = SourceFile(name="tiny.ipynb", text="a\nb\nc", cells=((4, 1), (6, 3)))
    bad = outcome("a", "double", Verdict.ERROR, lines=(CodeLine(file="tiny.ipynb", line=3),))
    (result,) = scoring.visible_results(assignment, [bad], {}, (source,))
    assert result.lines == (CodeLine(file="tiny.ipynb", line=1, cell=6),)


def test_the_staff_sees_everything_of_every_test():
    bad = outcome(
        "a", "double", Verdict.ERROR, detail=SECRET, traceback="T", output="O", seed=7, duration_s=0.5
    )
    (staff,) = scoring.staff_tests([bad], "records/x.json")
    assert (staff.message, staff.traceback, staff.output, staff.seed) == (SECRET, "T", "O", 7)
    assert staff.replay == "grader replay records/x.json --test hidden/t.py::a"


KNOWN = Provenance(submission_sha256="s", assignment_sha256="a", reference_sha256="r", grader="1", python="3")


def timed(points, ending="judged", *, device="a core", known=KNOWN):
    """A record in which one function was timed, and one task earned 3 of 3."""
    result = PerformanceResult(
        id="cpu", task="double", function="double", title="", device="cpu", ending=ending, points=points,
        max_points=7, device_name=device, message="Too noisy." if ending == "disturbed" else "",
    )  # fmt: skip
    ungraded = scoring.reason_not_graded([], [result])
    report = Report(
        assignment="tiny", title="", student="ada01", attempt=1, score=None if ungraded else 3 + points, max_score=10,
        not_graded=ungraded, performance=(result,), provenance=known,
        tasks=(TaskResult(id="double", function="double", title="", points=3, max_points=3),),
    )  # fmt: skip
    log = TimingLog(id="cpu", device=device, seed=int(points))
    return Record(key="", report=report, timings=(log,))


def test_a_later_run_never_lowers_a_grade():
    kept = points.with_best_timings(timed(4), timed(7))
    assert (kept.report.score, kept.report.performance[0].points, kept.timings[0].seed) == (10, 7, 7)
    better = timed(7)
    assert points.with_best_timings(better, timed(4)) is better
    assert points.with_best_timings(better, None) is better


def test_a_later_run_on_a_noisy_machine_keeps_what_was_measured_before():
    assert timed(0, "disturbed").report.score is None
    kept = points.with_best_timings(timed(0, "disturbed"), timed(4))
    assert (kept.report.score, kept.report.not_graded) == (7, "")
    mended = timed(0)
    assert points.with_best_timings(mended, timed(0, "disturbed")) is mended


def test_what_is_faster_than_possible_keeps_its_score_and_yields_to_whatever_was_measured():
    now = timed(0, "faster than possible")
    assert (now.report.score, now.report.not_graded, now.report.waits) == (3, "", True)
    kept = points.with_best_timings(now, timed(4))
    assert (kept.report.score, kept.report.waits) == (7, False)
    later = timed(0)
    assert points.with_best_timings(later, now) is later


@pytest.mark.parametrize("part", ["submission_sha256", "assignment_sha256", "reference_sha256"])
def test_timings_of_other_code_or_other_rules_are_not_kept(part):
    now = timed(4)
    other = dataclasses.replace(KNOWN, **{part: "other"})
    assert points.with_best_timings(now, timed(7, known=other)) is now


def test_timings_of_another_device_are_not_kept():
    now = timed(4)
    assert points.with_best_timings(now, timed(7, device="a faster core")) is now


def test_an_error_of_ours_in_a_test_is_not_healed_by_an_earlier_timing():
    now = timed(4)
    broken = dataclasses.replace(
        now, report=dataclasses.replace(now.report, score=None, not_graded="A test failed.")
    )
    kept = points.with_best_timings(broken, timed(7))
    assert (kept.report.score, kept.report.not_graded) == (None, "A test failed.")
