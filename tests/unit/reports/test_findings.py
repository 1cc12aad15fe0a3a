from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from grader.model import CodeLine, Mistake, Report, SourceFile, TestResult, Verdict
from grader.reports.findings import TaskView, first_step, task_views, whole_finding
from grader.reports.listing import Sources

Make = Callable[..., TestResult]
MakeReport = Callable[..., Report]
MISTAKE = Mistake(id="factor:n", sentence="You forgot to divide by n.")


def views_of(report: Report) -> tuple[TaskView, ...]:
    return task_views(report.tasks, report.tests, Sources(report.sources), graded=report.score is not None)


def step(report: Report) -> str:
    return first_step(views_of(report))


def test_tests_with_the_same_mistake_are_told_once(make_test: Make, make_report: MakeReport) -> None:
    place = CodeLine(file="a.py", line=1)
    tests = [
        make_test("test_a", mistake=MISTAKE, message="one", hint="Divide.", lines=(place,)),
        make_test("test_b", message="something else"),
        make_test("test_c", mistake=MISTAKE, message="two", hint="Divide.", lines=(place,)),
    ]
    (view,) = views_of(make_report(*tests, sources=(SourceFile(name="a.py", text="x\n"),)))
    same, other = view.findings
    assert [t.id[-6:] for t in same.tests] == ["test_a", "test_c"]
    assert (same.hint, same.message, len(same.lines), same.max_points) == ("Divide.", "", 1, 4.0)
    assert other.message == "something else"


def test_a_group_of_tests_hides_no_hint_of_theirs(make_test: Make, make_report: MakeReport) -> None:
    """Special cases that fail by one mistake each have something to try."""
    tests = [
        make_test("test_basic", verdict=Verdict.PASSED),
        make_test("test_a", mistake=MISTAKE, hint="Divide."),
        make_test("test_b", mistake=MISTAKE, hint="Try one row."),
    ]
    (view,) = views_of(make_report(*tests))
    (same,) = view.findings
    assert same.hint == "Divide.\nTry one row."


def test_a_test_whose_hint_is_not_shown_joins_the_first_like_it(
    make_test: Make, make_report: MakeReport
) -> None:
    """The basic test fails: its hint stands for all, and equal failures are one."""
    tests = [make_test(f"test_{name}", message="Wrong.", hint=f"Hint {name}.") for name in "abc"]
    (view,) = views_of(
        make_report(*tests, make_test("test_d", message="Wrong in another way.", hint="Hint d."))
    )
    same, other = view.findings
    assert (len(same.tests), same.hint, other.hint) == (3, "Hint a.", "")


def test_equal_messages_are_told_once_too(make_test: Make, make_report: MakeReport) -> None:
    tests = [make_test(f"test_{i}", verdict=Verdict.NOT_IMPLEMENTED) for i in range(3)]
    (view,) = views_of(make_report(*tests))
    (finding,) = view.findings
    assert len(finding.tests) == 3
    assert finding.message == "This function is not written yet."


@pytest.mark.parametrize(
    ("changes", "count", "long"),
    [
        ({"message": "Short."}, 1, False),
        ({"message": "Short.", "title": "Word " * 160}, 1, True),
        ({"message": "Short.", "detail": "line\n" * 10}, 1, True),
        ({"message": "Short.", "output": "line\n" * 10}, 1, True),
        ({"message": "Short.", "mistake": MISTAKE}, 3, False),
        ({"message": "Short.", "mistake": MISTAKE}, 12, True),
    ],
)
def test_a_card_of_many_lines_may_be_broken_in_print(
    changes: dict[str, object], count: int, long: bool, make_test: Make, make_report: MakeReport
) -> None:
    tests = [make_test(f"test_{n:02}", **changes) for n in range(count)]
    ((finding,),) = (view.findings for view in views_of(make_report(*tests)))
    assert finding.long is long


def test_what_was_not_run_comes_last(make_test: Make, make_report: MakeReport) -> None:
    tests = [make_test("test_a", verdict=Verdict.NOT_RUN), make_test("test_b")]
    (view,) = views_of(make_report(*tests))
    assert [f.verdict for f in view.findings] == [Verdict.FAILED, Verdict.NOT_RUN]


def test_tests_of_an_unlisted_task_are_shown_without_points(make_test: Make, make_report: MakeReport) -> None:
    report = make_report(make_test())
    stray = make_test("test_z", task="other")
    first, last = views_of(replace(report, tests=(*report.tests, stray)))
    assert (first.task.id, last.task.id) == ("f", "other")
    assert not last.shows_points


def test_concealed_tests_are_counted_and_take_the_points_of_their_task_along(
    make_test: Make, make_report: MakeReport
) -> None:
    tests = [
        make_test("test_a", verdict=Verdict.PASSED, points=0.0, weak=True),
        make_test("test_b", visibility="after_due_date", message="secret"),
        make_test("test_c", visibility="after_due_date", verdict=Verdict.PASSED, points=2.0),
        make_test("test_d", visibility="hidden", mistake=MISTAKE),
    ]
    (view,) = views_of(make_report(*tests))
    assert view.concealed == ("2 tests are shown after the due date.", "1 test is not shown.")
    assert not view.shows_points
    assert not view.findings
    assert view.weak == ""


@pytest.mark.parametrize(("strong", "told"), [(Verdict.FAILED, True), (Verdict.PASSED, False)])
def test_weak_tests_that_earned_nothing_are_explained(
    strong: Verdict, told: bool, make_test: Make, make_report: MakeReport
) -> None:
    weak = make_test("test_a", verdict=Verdict.PASSED, points=0.0, weak=True)
    (view,) = views_of(
        make_report(weak, make_test("test_b", verdict=strong, points=float(strong is Verdict.PASSED)))
    )
    assert ("1 passed test here would pass for an answer such as all zeros" in view.weak) is told


def test_the_first_step_is_the_mistake_that_explains_most(make_test: Make, make_report: MakeReport) -> None:
    tests = [
        make_test("test_a", verdict=Verdict.ERROR, max_points=9.0),
        make_test("test_b", task="g", mistake=MISTAKE),
        make_test("test_c", task="g", mistake=MISTAKE),
    ]
    assert step(make_report(*tests)) == (
        "Start with `g`. Points to gain there: 4. One mistake explains 2 of its tests."
    )


def test_the_first_step_without_a_known_mistake_is_the_dearest_failure(
    make_test: Make, make_report: MakeReport
) -> None:
    tests = [make_test("a"), make_test("b", task="g", verdict=Verdict.TIMEOUT, max_points=3.0)]
    assert step(make_report(*tests)) == "Start with `g`. Points to gain there: 3."


def test_unwritten_work_is_the_next_step_and_no_failure(make_test: Make, make_report: MakeReport) -> None:
    tests = [
        make_test("a", verdict=Verdict.PASSED, points=2.0),
        make_test("b", task="g", verdict=Verdict.NOT_IMPLEMENTED, max_points=1.0),
        make_test("c", task="h", verdict=Verdict.NOT_RUN),
    ]
    assert step(make_report(*tests)) == "Next, write `g`. Points to gain there: 1."


def test_public_tests_without_points_get_a_first_step_as_well(
    make_test: Make, make_report: MakeReport
) -> None:
    one = make_test(max_points=0.0, mistake=MISTAKE)
    (view,) = views_of(make_report(one))
    plain_view = replace(view, shows_points=False)
    assert first_step([plain_view]) == "Start with `f`. We can tell you what went wrong."


def test_one_problem_behind_everything_is_named_as_one(make_test: Make, make_report: MakeReport) -> None:
    broken = {"verdict": Verdict.ERROR, "message": "SyntaxError"}
    tests = [make_test("a", **broken), make_test("b", task="g", **broken), make_test("c", task="g", **broken)]
    views = views_of(make_report(*tests))
    whole = whole_finding(views)
    assert whole is not None
    assert (len(whole.tests), whole.max_points) == (3, 6.0)
    assert step(make_report(*tests)) == "One problem stops all 3 tests. Correct it first, then try again."
    other = make_test("d", task="g", verdict=Verdict.PASSED)
    assert whole_finding(views_of(make_report(*tests, other))) is None


def test_praise_when_everything_passes_and_care_when_something_is_concealed(
    make_test: Make, make_report: MakeReport
) -> None:
    passed = make_test("a", verdict=Verdict.PASSED, points=2.0)
    secret = make_test("b", visibility="hidden")
    assert step(make_report(passed)) == "Every test passes. Well done, nothing is left to correct."
    assert step(make_report(passed, secret)).startswith("Every test you can see so far passes.")


def test_no_advice_where_there_is_nothing_to_advise(make_test: Make, make_report: MakeReport) -> None:
    assert step(make_report()) == ""
    assert step(make_report(make_test(verdict=Verdict.NOT_RUN))) == ""
