"""Where the basic test of a task fails, its hint stands for those of the special cases."""

from __future__ import annotations

import pytest

from grader.hint_choice import with_chosen_hints
from grader.model import Mistake, TestResult, Verdict

FAILED, PASSED, ERROR = Verdict.FAILED, Verdict.PASSED, Verdict.ERROR
MISTAKE = Mistake(id="factor:2", sentence="Twice.")


def result(name: str, verdict: Verdict = FAILED, **changes) -> TestResult:
    values = {
        "id": name, "task": "f", "origin": "hidden", "title": name, "verdict": verdict, "points": 0.0,
        "max_points": 1.0, "hint": f"Hint of {name}.",
    }  # fmt: skip
    return TestResult(**(values | changes))


def hinted(*tests: TestResult) -> str:
    """The names of the tests whose hints are shown."""
    chosen = with_chosen_hints(tests)
    assert [test.id for test in chosen] == [test.id for test in tests]
    return " ".join(test.id for test in chosen if test.hint)


@pytest.mark.parametrize(
    ("tests", "shown"),
    [
        ([result("a"), result("b"), result("c")], "a"),
        ([result("a", PASSED, hint=""), result("b"), result("c")], "b c"),
        ([result("a"), result("b", ERROR), result("c", ERROR), result("d")], "a b"),
        ([result("a", mistake=MISTAKE), result("b"), result("c", mistake=MISTAKE)], "a"),
        ([result("a", hint=""), result("b"), result("c")], "b"),
        ([result("a"), result("b", task="g"), result("c"), result("d", task="g")], "a b"),
    ],
    ids=[
        "basic",
        "special",
        "another verdict",
        "a mistake behind some",
        "the basic test has none",
        "two tasks",
    ],
)
def test_one_hint_of_each_kind_remains_where_the_basic_test_fails(tests, shown):
    assert hinted(*tests) == shown


def test_the_first_public_and_the_first_hidden_test_are_basic():
    public = result("p", PASSED, origin="public", hint="")
    assert hinted(public, result("q", origin="public"), result("a", PASSED, hint=""), result("b")) == "q b"
    assert hinted(public, result("a"), result("b")) == "a"


def test_a_withheld_test_decides_nothing_about_a_shown_one():
    withheld = result("a", visibility="after_due_date")
    assert hinted(withheld, result("b", PASSED, hint=""), result("c"), result("d")) == "a c d"
