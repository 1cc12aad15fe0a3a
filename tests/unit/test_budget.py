"""A student's report stays within its budget, the most important parts are kept, and every cut is marked."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from grader.budget import NOTICES, SOURCE_BYTES, TEXT_BYTES, within_budget, without_texts, written_bytes
from grader.model import CodeLine, PerformanceResult, Report, SourceFile, TaskResult, TestResult, Verdict
from grader.text import sanitize


def result(number: int = 0, **fields: Any) -> TestResult:
    usual = {"verdict": Verdict.FAILED, "points": 0, "max_points": 1, "origin": "public"}
    return TestResult(id=f"t::{number}", task="f", title="A test.", **(usual | fields))


def report(*tests: TestResult, **fields: Any) -> Report:
    usual = {"assignment": "a", "title": "A", "student": "ada", "attempt": 1, "score": 1.0, "max_score": 2.0}
    return Report(**(usual | fields), tests=tests)


def cut(*texts: str, places: tuple[CodeLine, ...] = (), cells: Any = ()) -> list[SourceFile]:
    """The sources after cutting; ``m0.py`` is the main file."""
    files = tuple(SourceFile(name=f"m{i}.py", text=t, cells=cells) for i, t in enumerate(texts))
    return list(within_budget(report(result(lines=places), sources=files)).sources)


def at(line: int, file: str = "m0.py", cell: int | None = None) -> CodeLine:
    return CodeLine(file=file, line=line, cell=cell)


LONG = "".join(f"line {n}\n" for n in range(1, 20_001))


def test_an_ordinary_report_is_shown_as_it_is() -> None:
    whole = report(
        result(message="wrong", detail="a\nb", output="x" * 10_000, lines=(at(1),)), notices=("Renamed.",),
        sources=(SourceFile(name="m0.py", text="x = 1\n" * 500 + "y" * 5_000),),
    )  # fmt: skip
    assert within_budget(whole) == whole


def test_what_is_within_its_budget_stays_as_it_is() -> None:
    tests = [result(n, message="\0" * 4000, lines=tuple(at(n) for n in range(1, 13))) for n in range(90)]
    loud = report(*tests, notices=("n",) * 100, sources=(SourceFile(name="m0.py", text=LONG),))
    assert within_budget(within_budget(loud)) == within_budget(loud)


def test_the_main_file_comes_before_the_others() -> None:
    main, other = cut("x = 1\n" * 10, LONG)
    assert (main.text, main.left_out) == ("x = 1\n" * 10, ())
    ((first, last),) = other.left_out
    assert last == 20_000
    assert other.numbered()[-1] == (first - 1, f"line {first - 1}")
    main, other = cut(LONG, "y = 1\n")
    assert (other.text, other.left_out, other.numbered()) == ("", ((1, 1),), [])


def test_lines_that_tests_point_to_come_first_with_those_around_them() -> None:
    main, other = cut(LONG, LONG, places=(at(19_999, "m1.py"), at(15_000)))
    assert {f"line {n}" for n in range(14_990, 15_011)} <= set(main.text.split("\n"))
    assert other.numbered()[0] == (19_989, "line 19989")
    assert other.numbered()[-1] == (20_000, "line 20000")
    assert other.left_out == ((1, 19_988),)


def test_lines_of_tests_that_passed_have_no_precedence() -> None:
    files = (SourceFile(name="m0.py", text=LONG),)
    passed = result(verdict=Verdict.PASSED, lines=(at(15_000),))
    (shown,) = within_budget(report(passed, sources=files)).sources
    assert "line 15000" not in shown.text.split("\n")


@pytest.mark.parametrize("place", [at(0), at(-5), at(10**9), at(3, "gone.py"), at(3, cell=7)])
def test_a_place_that_is_not_there_is_passed_over(place: CodeLine) -> None:
    (shown,) = cut(LONG, places=(place,))
    assert shown.numbered()[0] == (1, "line 1")
    assert len(shown.left_out) == 1


def test_a_long_line_is_cut_and_says_so() -> None:
    (shown,) = cut("x" * 1_000_000 + "\ny\n")
    first, second = shown.text.splitlines()
    assert 1_990 < len(first) <= 2_000
    assert first.endswith("characters left out]")
    assert second == "y"
    assert shown.left_out == ()


def test_of_a_notebook_the_cells_are_kept_that_are_shown_or_in_which_something_is_left_out() -> None:
    cells = tuple((n, n) for n in range(1, 20_001))
    (shown,) = cut(LONG, places=(at(1, cell=15_000),), cells=cells)
    kept = dict(shown.cells)
    assert kept[15_000] == 15_000
    assert shown.at(at(1, cell=15_000)) == 15_000
    assert all(first in kept for first, _ in shown.left_out)
    assert len(kept) < 3_000


def test_a_file_that_is_cut_keeps_its_own_name() -> None:
    files = (SourceFile(name="m0.py", text=LONG, cells=((1, 1),), origin="Homework.ipynb"),)
    (kept,) = within_budget(report(sources=files)).sources
    assert kept.left_out
    assert kept.origin == "Homework.ipynb"


def test_sources_keep_to_their_budget_as_json_and_as_html() -> None:
    for sign in ("\n", "x\n", "<&\"'\n", "\u202e\n", "\x01\\\n", "\U0001f600" * 300 + "\n"):
        text = sign * (1_000_000 // len(sign))
        (shown,) = cut(text)
        numbered = shown.numbered()
        page = "".join(
            f'<span class="l" data-n="{n}">{escape(sanitize(line))}\n</span>' for n, line in numbered
        )
        assert (
            max(len(page.encode()), len(json.dumps(shown.text, ensure_ascii=False).encode())) < SOURCE_BYTES
        )
        assert len(page.encode()) > SOURCE_BYTES // 4  # and most of the budget is used


def test_the_longest_texts_are_cut_to_one_size_and_say_so() -> None:
    long = [result(n, output="x" * 10_000) for n in range(40)]
    shown = within_budget(report(result(99, message="short"), *long)).tests
    assert shown[0].message == "short"
    sizes = {written_bytes(test.output) for test in shown[1:]}
    assert len(sizes) == 1
    assert sum(written_bytes(t.output) for t in shown) < TEXT_BYTES
    assert all("… [" in t.output and t.output.endswith(" characters left out]") for t in shown[1:])
    kept = shown[1].output.partition("…")[0]
    assert f"… [{10_000 - len(kept):,} characters left out]" in shown[1].output


def test_what_is_withheld_does_not_tell_by_the_room_it_takes() -> None:
    shown = [result(n, output="x" * 9_000) for n in range(15)]
    loud = [result(n + 50, visibility="hidden", output="y" * 10_000) for n in range(50)]
    assert within_budget(report(*shown, *loud)).tests[:15] == tuple(shown)
    assert within_budget(report(*shown, *loud)).tests[15:] != tuple(loud)


def test_remarks_on_the_whole_and_on_timings_count_as_well() -> None:
    timing = PerformanceResult(
        id="cpu", task="f", function="f", title="f", device="cpu", ending="failed", points=0, max_points=1,
        message="m" * 300_000, advice=("a" * 300_000,),
    )  # fmt: skip
    loud = report(performance=(timing,), score=None, not_graded="n" * 300_000, notices=("r" * 3000,) * 200)
    shown = within_budget(loud)
    assert len(msgspec.json.encode(shown)) < TEXT_BYTES + 2_000
    assert len(shown.notices) == NOTICES
    assert shown.notices[-1] == "171 more remarks are not shown."


def test_advice_counts_as_well_and_none_is_kept_of_a_class() -> None:
    task = TaskResult(id="f", function="f", title="", points=0, max_points=1, advice=("y" * 500_000, "short"))
    loud = report(result(), tasks=(task,))
    (shown,) = within_budget(loud).tasks
    assert shown.advice[0].endswith(" characters left out]")
    assert shown.advice[1] == "short"
    assert len(shown.advice[0]) <= TEXT_BYTES
    assert without_texts(loud).tasks[0].advice == ()


def test_of_many_places_the_innermost_stay() -> None:
    places = tuple(at(n, "&" * 190 + ".py") for n in range(12))
    shown = within_budget(report(*(result(n, lines=places) for n in range(90)))).tests
    assert {test.lines for test in shown} == {places[-1:]}
    few = tuple(at(n) for n in range(12))
    assert within_budget(report(*(result(n, lines=few) for n in range(20)))).tests[3].lines == few


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_what_is_counted_is_no_less_than_what_is_written(text: str) -> None:
    html = str(escape(sanitize(text))).encode()
    assert written_bytes(text) >= max(len(html), len(msgspec.json.encode(text)) - 2)


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=3))
def test_whatever_the_text_it_keeps_to_its_budget(head: str, sign: str) -> None:
    tests = [result(n, message=head + sign * 20_000) for n in range(9)]
    shown = within_budget(report(*tests)).tests
    assert sum(written_bytes(test.message) for test in shown) <= TEXT_BYTES


def test_of_a_class_only_figures_are_kept() -> None:
    whole = report(
        result(message="m", hint="h", detail="d", output="o", lines=(at(1),)), notices=("n",),
        sources=(SourceFile(name="m0.py", text="x"),), limits={"timeout_s": 1},
    )  # fmt: skip
    light = without_texts(whole)
    assert light == replace(report(result()), score=1.0)


def test_what_all_reports_of_a_class_say_alike_is_kept_once() -> None:
    data = msgspec.json.encode(report(result()))
    one, other = (without_texts(msgspec.json.decode(data, type=Report)) for _ in range(2))
    assert one.tests[0].title is other.tests[0].title
    assert one.tests[0].id is other.tests[0].id
