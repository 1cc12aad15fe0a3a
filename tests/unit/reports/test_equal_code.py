"""Equal code on the class page: who is named, and who is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.intake.starter_choice import starter_digest
from grader.model import HandIn, Record, Report, SourceFile, TestResult, Verdict
from grader.reports import class_pages
from grader.reports.equal_code import equal_code

STARTER = "def f(x):\n    raise NotImplementedError\n"
WORK = "def f(x):\n    return x\n"


def record(student: str, *texts: str, group: str = "", verdict: Verdict = Verdict.PASSED) -> Record:
    test = TestResult(
        id="t", task="f", origin="hidden", title="", verdict=verdict, points=0.0, max_points=1.0
    )
    files = tuple(SourceFile(name=f"{student}{n}.py", text=text) for n, text in enumerate(texts))
    report = Report(
        assignment="lines", title="Lines", student=student, score=0.0, max_score=1.0, tests=(test,), sources=files
    )  # fmt: skip
    return Record(key="", report=report, hand_in=HandIn(group=group))


def found(*records: Record) -> list[tuple[str, ...]]:
    return list(equal_code(records, {"lines": {starter_digest(STARTER)}}).get("lines", ()))


def test_students_with_one_code_are_found_whatever_their_files_are_called() -> None:
    assert found(
        record("bob", WORK), record("cat", WORK + "\n"), record("ada", WORK), record("dan", "x = 1\n")
    ) == [("ada", "bob", "cat")]


def test_spaces_at_the_ends_of_lines_do_not_count_and_all_else_does() -> None:
    assert found(record("ada", WORK), record("bob", WORK.replace(":\n", ":  \n"))) == [("ada", "bob")]
    assert found(record("ada", WORK), record("bob", WORK.replace("x", "y"))) == []


def test_all_files_have_to_be_equal() -> None:
    assert found(record("ada", WORK, "a = 1\n"), record("bob", WORK, "a = 2\n")) == []


def test_untouched_starters_are_not_named() -> None:
    assert found(record("ada", STARTER), record("bob", STARTER)) == []


def test_work_in_which_no_function_is_written_is_not_named() -> None:
    """A starter in a notebook is not the starter letter by letter."""
    text = f"# my notebook\n{STARTER}"
    records = [record(name, text, verdict=Verdict.NOT_IMPLEMENTED) for name in ("ada", "bob")]
    assert found(*records) == []


def test_students_of_one_group_are_not_named_unless_another_has_their_code() -> None:
    blue = [record(name, WORK, group="blue") for name in ("ada", "bob")]
    assert found(*blue) == []
    assert found(*blue, record("cat", WORK)) == [("ada", "bob", "cat")]


def test_work_without_code_is_not_named() -> None:
    assert found(record("ada"), record("bob")) == []


def test_the_page_of_the_assignment_names_them(sample: Any, read: Callable[[str], Any]) -> None:
    equal = {"metrics": (("ada01", "<b>bob"), tuple(f"s{n:02}" for n in range(20)))}
    pages = dict(class_pages(sample.CLASS, [], title="Both", equal=equal))
    page = read(pages["metrics.html"])
    assert not page.faults
    assert "Equal code" in page.text
    assert "ada01, <b>bob" in page.text
    assert "20 students" in page.text
    assert "no verdict" in page.text
    assert "Equal code" not in read(pages["linear_regression.html"]).text


def test_a_class_without_equal_code_has_no_such_part(sample: Any, read: Callable[[str], Any]) -> None:
    assert "Equal code" not in read(dict(class_pages(sample.CLASS, [], title="Both"))["metrics.html"]).text
