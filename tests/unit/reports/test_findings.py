"""The cards of a student's page, and the one line for each task."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from grader.messages import say
from grader.model import CodeLine, Mistake, Report, SourceFile, TaskResult, TestResult, Verdict
from grader.reports import report_html
from grader.reports.findings import Finding, findings
from grader.reports.listing import Sources
from grader.reports.next_step import next_step
from grader.reports.task_row import TaskRow, shown_points, task_rows

Make = Callable[..., TestResult]
MakeReport = Callable[..., Report]
MISTAKE = Mistake(id="factor:n", sentence="You forgot to divide by n.")
FILE = SourceFile(
    name="a.py", text="def f(x):\n    while x:\n        g(x)\n    return x\n\ndef g(x):\n    pass\n"
)


def at(line: int) -> CodeLine:
    return CodeLine(file="a.py", line=line)


def cards_of(report: Report) -> tuple[Finding, ...]:
    return findings(report, Sources(report.sources), shown_points(report))


def rows_of(report: Report) -> tuple[TaskRow, ...]:
    return task_rows(report, cards_of(report), shown_points(report))


def step(report: Report) -> str:
    return next_step(report, cards_of(report))


# cards


def test_tests_with_the_same_mistake_are_one_card(make_test: Make, make_report: MakeReport) -> None:
    tests = [
        make_test("test_a", mistake=MISTAKE, message="one", hint="Divide.", lines=(at(4),)),
        make_test("test_c", task="g", mistake=MISTAKE, message="two", hint="Divide.", lines=(at(4),)),
        make_test("test_b", task="h", message="something else"),
    ]
    same, other = cards_of(make_report(*tests, sources=(FILE,)))
    assert [t.id[-6:] for t in same.tests] == ["test_a", "test_c"]
    assert (same.hint, same.message, len(same.lines), same.points) == ("Divide.", "", 1, "0 of 4 points")
    assert (other.message, other.functions) == ("something else", ("h",))


def test_a_failing_public_test_stands_in_the_card_of_its_tasks_mistake(
    make_test: Make, make_report: MakeReport
) -> None:
    """Its values can be followed, so it is the example; other wrong results of the task are folded behind it."""
    tests = [
        make_test("public", origin="public", message="The number is wrong.", detail="expected 1\ngot 2"),
        make_test("a", mistake=MISTAKE),
        make_test("b", mistake=MISTAKE),
        make_test("c", message="Some numbers are wrong."),
        make_test("d", task="g", message="Some numbers are wrong."),
    ]
    first, other = cards_of(make_report(*tests))
    assert (first.example, len(first.tests), first.size) == (tests[0], 2, 2)
    assert (first.beside, first.summary) == ((tests[3],), "2 tests that this mistake breaks")
    assert other.functions == ("g",)


def test_a_card_about_a_missing_check_takes_no_other_failures_along(
    make_test: Make, make_report: MakeReport
) -> None:
    """That the check is missing does not make values wrong."""
    check = Mistake(id="check:missing", sentence="A check is missing.")
    cards = cards_of(make_report(make_test("a", mistake=check), make_test("b", message="Wrong.")))
    assert [card.beside for card in cards] == [(), ()]


def test_an_error_beside_a_mistake_has_a_card_of_its_own_right_after_it(
    make_test: Make, make_report: MakeReport
) -> None:
    tests = [
        make_test("x", task="h", message="Wrong.", max_points=9.0),
        make_test("a", mistake=MISTAKE),
        make_test("b", verdict=Verdict.ERROR, message="It raised.", lines=(at(3),)),
    ]
    cards = cards_of(make_report(*tests, sources=(FILE,)))
    assert [card.verdict for card in cards] == [Verdict.FAILED, Verdict.ERROR, Verdict.FAILED]
    assert (cards[1].lines[0].code, cards[2].functions) == ("g(x)", ("h",))


def test_what_costs_more_points_stands_first(make_test: Make, make_report: MakeReport) -> None:
    tests = [make_test("a", message="one"), make_test("b", task="g", message="two", max_points=3.0)]
    assert [card.functions for card in cards_of(make_report(*tests))] == [("g",), ("f",)]


def test_a_test_whose_hint_is_not_shown_joins_the_first_like_it(
    make_test: Make, make_report: MakeReport
) -> None:
    """The basic test fails: its hint stands for all, and equal failures are one."""
    tests = [make_test(f"test_{name}", message="Wrong.", hint=f"Hint {name}.") for name in "abc"]
    report = make_report(*tests, make_test("test_d", message="Wrong in another way.", hint="Hint d."))
    same, other = cards_of(report)
    assert (len(same.tests), same.hint, other.hint) == (3, "Hint a.", "")


def test_one_sentence_and_one_hint_in_several_tasks_are_one_card(
    make_test: Make, make_report: MakeReport
) -> None:
    told = {"message": "Wrong.", "hint": "Convert integers first."}
    (card,) = cards_of(make_report(make_test("a", **told), make_test("b", task="g", **told)))
    assert card.functions == ("f", "g")
    other = cards_of(
        make_report(make_test("a", message="Wrong."), make_test("b", task="g", message="Wrong."))
    )
    assert len(other) == 2


def test_functions_that_are_not_written_are_one_card_and_those_not_found_another(
    make_test: Make, make_report: MakeReport
) -> None:
    tests = [
        make_test(f"test_{n}", task=f"f{n}", verdict=verdict, message=f"{n}", hint=f"{n}", lines=(at(1),))
        for n, verdict in enumerate([Verdict.NOT_IMPLEMENTED] * 6 + [Verdict.MISSING] * 2)
    ]
    missing, unwritten = cards_of(make_report(*tests, sources=(FILE,)))
    assert unwritten.all_functions == ("f0", "f1", "f2", "f3", "f4", "f5")
    assert (unwritten.count, unwritten.points) == ("in 6 functions", "0 of 12 points")
    assert missing.all_functions == ("f6", "f7")
    assert (unwritten.tests, unwritten.lines, unwritten.hint) == ((), (), "")


def test_the_statement_at_fault_is_shown_where_one_test_of_the_card_knows_it(
    make_test: Make, make_report: MakeReport
) -> None:
    """A hidden test after the first shows where its function begins."""
    tests = [
        make_test(f"test_{n}", verdict=Verdict.ERROR, message="It raised.", lines=(at(line),))
        for n, line in enumerate((1, 3, 1))
    ]
    (card,) = cards_of(make_report(*tests, sources=(FILE,)))
    assert [line.label for line in card.lines] == ["a.py, line 3"]
    assert card.place_label == "Your line"
    (plain,) = cards_of(make_report(tests[0], sources=(FILE,)))
    assert (plain.place_label, plain.lines[0].code) == ("Your function", "def f(x):")


def test_a_time_limit_in_a_loop_asks_whether_it_ends(make_test: Make, make_report: MakeReport) -> None:
    slow = {"verdict": Verdict.TIMEOUT, "hint": "Divide."}
    (loop,) = cards_of(make_report(make_test(**slow, lines=(at(2),)), sources=(FILE,)))
    assert loop.hint == "Does this loop end? Look at its condition, and at what changes it in each pass."
    (other,) = cards_of(make_report(make_test(**slow, lines=(at(3),)), sources=(FILE,)))
    assert other.hint == "", "a hint about values does not help"


def test_a_syntax_error_is_shown_with_a_sign_under_the_character(
    make_test: Make, make_report: MakeReport
) -> None:
    file = SourceFile(name="a.py", text="x = 1\n\tif (x:\n")
    place = CodeLine(file="a.py", line=2, column=5)
    (card,) = cards_of(make_report(make_test(verdict=Verdict.ERROR, lines=(place,)), sources=(file,)))
    assert (card.lines[0].code, card.lines[0].caret) == ("\tif (x:", "\t   ^")


@pytest.mark.parametrize("column", [0, -1, 99])
def test_a_column_that_is_not_in_the_line_has_no_sign(
    column: int, make_test: Make, make_report: MakeReport
) -> None:
    place = CodeLine(file="a.py", line=3, column=column)
    (card,) = cards_of(make_report(make_test(verdict=Verdict.ERROR, lines=(place,)), sources=(FILE,)))
    assert (card.lines[0].code, card.lines[0].caret) == ("g(x)", "")


def test_a_notebook_goes_by_its_own_name(make_test: Make, make_report: MakeReport) -> None:
    file = SourceFile(name="a.py", text="x\ny\n", cells=((3, 1),), origin="Homework 1.ipynb")
    place = CodeLine(file="a.py", line=2, cell=3)
    (card,) = cards_of(make_report(make_test(lines=(place,)), sources=(file,)))
    assert card.lines[0].label == "Homework 1.ipynb, cell 3, line 2"


def test_what_was_not_run_is_one_card_and_comes_last(make_test: Make, make_report: MakeReport) -> None:
    tests = [
        make_test("test_a", verdict=Verdict.NOT_RUN, message="It builds on f."),
        make_test("test_b", task="g", verdict=Verdict.NOT_RUN, message="It builds on g."),
        make_test("test_c"),
    ]
    first, last = cards_of(make_report(*tests))
    assert (first.verdict, last.verdict, len(last.tests)) == (Verdict.FAILED, Verdict.NOT_RUN, 2)
    assert (last.message, last.summary) == ("", "2 tests that were not run")


def test_one_problem_behind_everything_is_one_card(make_test: Make, make_report: MakeReport) -> None:
    broken = {"verdict": Verdict.ERROR, "message": "SyntaxError"}
    tests = [make_test("a", **broken), make_test("b", task="g", **broken), make_test("c", task="g", **broken)]
    (card,) = cards_of(make_report(*tests))
    assert (card.whole, card.size, card.points, card.count) == (True, 3, "0 of 6 points", "in all 3 tests")
    assert step(make_report(*tests)) == "One problem stops all 3 tests. Correct it first, then try again."
    other = make_test("d", task="g", verdict=Verdict.PASSED)
    assert not any(card.whole for card in cards_of(make_report(*tests, other)))


def test_errors_at_several_places_are_one_card_for_each_task(
    make_test: Make, make_report: MakeReport
) -> None:
    raised = {"verdict": Verdict.ERROR, "message": "An index is out of range."}
    tests = [
        make_test("a", **raised, lines=(at(2),)),
        make_test("b", **raised, lines=(at(3),)),
        make_test("c", task="g", **raised, lines=(at(4),)),
        make_test("d", task="h", verdict=Verdict.PASSED),
    ]
    assert [card.functions for card in cards_of(make_report(*tests, sources=(FILE,)))] == [("f",), ("g",)]


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
    (card,) = cards_of(make_report(*tests))
    assert card.long is long


# tasks


def test_a_row_lists_the_tests_that_no_card_tells_of(make_test: Make, make_report: MakeReport) -> None:
    tests = [
        make_test("a", verdict=Verdict.PASSED),
        make_test("b"),
        make_test("c", task="g", verdict=Verdict.NOT_IMPLEMENTED),
    ]
    first, second = rows_of(make_report(*tests))
    assert (first.tests, first.summary) == ((tests[0],), "1 of 2 tests passed.")
    assert (first.symbol.sign, second.symbol.sign) == ("✗", "○")
    assert (second.tests, len(second.cards)) == ((tests[2],), 1)


def test_tests_of_an_unlisted_task_are_shown_without_points(make_test: Make, make_report: MakeReport) -> None:
    report = make_report(make_test())
    stray = make_test("test_z", task="other")
    first, last = rows_of(replace(report, tests=(*report.tests, stray)))
    assert (first.task.id, last.task.id) == ("f", "other")
    assert not last.shows_points
    assert [card.points for card in cards_of(replace(report, tests=(stray,)))] == [""]


def test_concealed_tests_are_counted_and_take_the_points_of_their_task_along(
    make_test: Make, make_report: MakeReport
) -> None:
    tests = [
        make_test("test_a", verdict=Verdict.PASSED, points=0.0, weak=True),
        make_test("test_b", visibility="after_due_date", message="secret"),
        make_test("test_c", visibility="after_due_date", verdict=Verdict.PASSED, points=2.0),
        make_test("test_d", visibility="hidden", mistake=MISTAKE),
    ]
    report = make_report(*tests)
    (row,) = rows_of(report)
    assert row.concealed == ("2 tests are shown after the due date.", "1 test is not shown.")
    assert not row.shows_points
    assert cards_of(report) == ()
    assert (row.weak, row.symbol.sign) == ("", "…")


def test_points_of_a_card_are_withheld_with_a_test_of_one_of_its_tasks(
    make_test: Make, make_report: MakeReport
) -> None:
    tests = [
        make_test("a", mistake=MISTAKE),
        make_test("b", task="g", mistake=MISTAKE),
        make_test("c", task="g", visibility="hidden"),
    ]
    (card,) = cards_of(make_report(*tests))
    assert card.points == ""


@pytest.mark.parametrize(("strong", "told"), [(Verdict.FAILED, True), (Verdict.PASSED, False)])
def test_weak_tests_that_earned_nothing_are_explained(
    strong: Verdict, told: bool, make_test: Make, make_report: MakeReport
) -> None:
    weak = make_test("test_a", verdict=Verdict.PASSED, points=0.0, weak=True)
    (row,) = rows_of(
        make_report(weak, make_test("test_b", verdict=strong, points=float(strong is Verdict.PASSED)))
    )
    assert ("1 passed test here would pass for an answer such as all zeros" in row.weak) is told


# the next step


def test_the_next_step_is_the_mistake_that_explains_most(make_test: Make, make_report: MakeReport) -> None:
    tests = [
        make_test("test_a", verdict=Verdict.ERROR, max_points=9.0),
        make_test("test_b", task="g", mistake=MISTAKE),
        make_test("test_c", task="g", mistake=MISTAKE),
    ]
    assert (
        step(make_report(*tests))
        == "Start with `g`. Points to gain there: 4. One mistake explains 2 failed tests."
    )


def test_the_next_step_without_a_known_mistake_is_the_dearest_failure(
    make_test: Make, make_report: MakeReport
) -> None:
    tests = [make_test("a"), make_test("b", task="g", verdict=Verdict.TIMEOUT, max_points=3.0)]
    assert step(make_report(*tests)) == "Start with `g`. Points to gain there: 3."


def test_a_forgotten_breakpoint_is_the_next_step_whatever_it_costs(
    make_test: Make, make_report: MakeReport
) -> None:
    stopped = {"verdict": Verdict.FORBIDDEN, "message": say("call.breakpoint"), "task": "g"}
    tests = (
        make_test("test_f", verdict=Verdict.FAILED, mistake=MISTAKE, max_points=9.0),
        make_test("test_g", **stopped),
    )
    assert (
        step(make_report(*tests)) == "Take the forgotten `breakpoint()` out of `g`. Points to gain there: 2."
    )


@pytest.mark.parametrize(
    ("message", "detail", "line"),
    [
        (say("call.breakpoint"), "", "    x = 1"),
        (say("call.refused_unnamed", allowed="numpy"), say("call.breakpoint"), "    x = 1"),
        (say("call.refused_unnamed", allowed="numpy"), "", "    breakpoint()"),
        (say("call.refused_unnamed", allowed="numpy"), "", "    import pdb; pdb.set_trace()"),
    ],
)
def test_a_forgotten_breakpoint_has_a_heading_of_its_own_and_no_advice_about_formulas(
    make_test: Make, make_report: MakeReport, message: str, detail: str, line: str
) -> None:
    source = SourceFile(name="work.py", text=f"def g(x):\n{line}\n    return x\n")
    stopped = {
        "verdict": Verdict.FORBIDDEN, "message": message, "detail": detail, "task": "g",
        "hint": "Divide by the number of examples.", "lines": (CodeLine(file="work.py", line=2),),
    }  # fmt: skip
    report = make_report(make_test("test_a", **stopped), make_test("test_b", **stopped), sources=(source,))
    page = report_html(report)
    assert "A forgotten breakpoint()</span>" in page
    assert "Not allowed here" not in page
    assert "This package" not in page
    assert "Divide by" not in page
    assert "grader check --debug g</code>" in page
    assert "TEST" not in page


def test_a_function_whose_cell_was_left_out_is_said_to_stand_there(
    make_test: Make, make_report: MakeReport
) -> None:
    text = "def f(x):\n    return x\n\n@nowhere\ndef g(x):\n    return x\n\ndef h(x):\n    return x\n"
    source = SourceFile(name="work.ipynb", text=text, cells=((1, 1), (2, 4), (3, 8)))
    notices = (
        "Cell 2: the function g was left out. The name nowhere is not defined.",
        "Cell 1, line 1: scipy is not available here. Nothing uses it, so the import was left out.",
    )
    tests = [
        make_test(f"test_{task}", verdict=Verdict.MISSING, task=task, message=f"There is no function {task}.")
        for task in ("f", "g")
    ]
    (card,) = cards_of(make_report(*tests[1:], sources=(source,), notices=notices))
    assert card.left_out == (
        "g stands in cell 2 and is not there for the tests. Cell 2: the function g was left out. The name nowhere "
        "is not defined.",
    )
    assert card.absent_note == ""
    (both,) = cards_of(make_report(*tests, sources=(source,), notices=notices))
    assert both.left_out == card.left_out
    assert both.absent_note.startswith("Your file does not define the others.")
    page = report_html(make_report(*tests[1:], sources=(source,), notices=notices))
    assert "stands in cell 2 and is not there" in page
    assert "does not define" not in page


def test_a_package_that_is_not_allowed_is_no_breakpoint(make_test: Make, make_report: MakeReport) -> None:
    source = SourceFile(name="work.py", text="def g(x):\n    import scipy\n    breakpoint_of_x = 1\n")
    told = {
        "message": say("call.refused_unnamed", allowed="numpy"),
        "lines": (CodeLine(file="work.py", line=2),),
    }
    test = make_test("test_a", verdict=Verdict.FORBIDDEN, task="g", **told)
    assert "Not allowed here" in report_html(make_report(test, sources=(source,)))


def test_unwritten_work_is_the_next_step_and_no_failure(make_test: Make, make_report: MakeReport) -> None:
    """The first function in the order of the tasks, since easy ones come first."""
    tests = [
        make_test("a", verdict=Verdict.PASSED, points=2.0),
        make_test("b", task="g", verdict=Verdict.NOT_IMPLEMENTED, max_points=1.0),
        make_test("c", task="h", verdict=Verdict.NOT_IMPLEMENTED, max_points=5.0),
        make_test("d", task="i", verdict=Verdict.NOT_RUN),
    ]
    assert step(make_report(*tests)) == "Next, write `g`. Points to gain there: 1."


def test_a_report_without_points_gets_a_next_step_as_well(make_test: Make, make_report: MakeReport) -> None:
    task = TaskResult(id="f", function="f", title="", points=0, max_points=0)
    report = make_report(make_test(max_points=0.0, mistake=MISTAKE), tasks=(task,))
    assert step(report) == "Start with `f`. We can tell you what went wrong."


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
