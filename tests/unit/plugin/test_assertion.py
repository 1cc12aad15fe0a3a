"""Plain assertions of a test module: noted, in order, and the test goes on."""

from __future__ import annotations

import pytest

from grader.errors import CourseError
from grader.plugin.assertion import TestModules, compile_test_module
from grader.testing.equality import Complaint, collect_notes, first_error


def run(text: str) -> dict[str, object]:
    module: dict[str, object] = {"__name__": "m"}
    exec(compile_test_module(text, "m.py"), module)
    return module


def test_an_assertion_that_does_not_hold_is_noted_with_its_text_and_its_line():
    module = run("def f(x):\n    assert x > 0\n    assert x > 1, f'got {x}'\n    return 'the end'")
    with collect_notes() as notes:
        assert module["f"](0) == "the end"
    assert [str(note.find()) for note in notes] == ["", "got 0"]
    error, frames = first_error(notes[1:])
    assert isinstance(error, AssertionError)
    assert ("m.py", 3, "f") in frames


def test_a_message_that_stands_there_as_it_is_names_the_property():
    """A message with a value in it may hold what the code under test made; it stays with the staff."""
    module = run("def f(x):\n    assert x > 0, 'x must be positive.'\n    assert x > 1, f'got {x}'")
    with collect_notes() as notes:
        module["f"](-41)
    fixed, made = (note.find() for note in notes)
    assert isinstance(fixed, Complaint)
    assert fixed.brief == "x must be positive."
    assert not isinstance(made, Complaint)


def test_what_is_compared_has_a_name_where_that_stands_there_as_it_is():
    module = run(
        "from grader.testing import assert_close\n"
        "def f(x, text):\n"
        "    assert_close(x, 1.0, what='The sum must be 1; yours is not.')\n"
        "    assert_close(x, 1.0, what='the sum')\n"
        "    assert_close(x, 1.0, what=f'the {text}')\n"
        "    assert_close('a', 1.0, what='the sum')\n"
    )
    with collect_notes() as notes:
        module["f"](2.0, "secret")
    briefs = [note.find().brief for note in notes]
    assert briefs[:2] == ["The sum must be 1; yours is not.", "These values are wrong: the sum."]
    assert briefs[2].startswith("The number is completely different")
    assert briefs[3] == "The result has the wrong type. The test needed a single number."
    assert str(notes[0].find()).startswith("The sum must be 1; yours is not.\nexpected 1")


def test_one_that_holds_is_not_and_its_text_is_not_made():
    with collect_notes() as notes:
        assert run("def f(): assert 1 < 2, 1 / 0\nf()")["f"]() is None
    assert notes == []


def test_outside_of_a_graded_test_it_is_raised():
    with pytest.raises(AssertionError, match="nine"):
        run("assert not 'x', 'nine'")


@pytest.mark.parametrize(
    "text",
    [
        "'''Doc.'''\nfrom __future__ import annotations\ndef f(x: Nothing): return x\nD = __doc__",
        "D = 'Doc.'",
        "",
    ],
)
def test_docstring_and_future_imports_stay_the_first(text):
    assert run(text).get("D", "Doc.") == "Doc."


def test_a_message_of_any_kind_is_a_message():
    """An array as a message is neither equal nor unequal to another."""
    module = run("import numpy as np\ndef f():\n    assert False, np.ones(3)\n    return 'the end'")
    with collect_notes() as notes:
        assert module["f"]() == "the end"
    assert str(notes[0].find()) == "[1. 1. 1.]"


@pytest.mark.parametrize(
    "text",
    [
        "assert all(student.f(k) == k for k in (1, 2))", "assert any([student.f(1), 1])", "assert x and student.f(1)",
        "assert not (x or compare.f(1))", "assert 1 < x < student.f(1)", "assert x, student.f(1)",
        "assert (student.f(1) if x else 3)", "assert x and student.gradients('f', [1], [0])[0].shape == (2,)",
    ],
)  # fmt: skip
def test_an_assertion_that_would_stop_asking_is_refused(text):
    with pytest.raises(CourseError, match="line 2: an assert may not stop asking"):
        compile_test_module(f"def test_f(student, compare, x):\n    {text}", "m.py")


@pytest.mark.parametrize(
    "text",
    [
        "assert student.f(1) == 1 and x",
        "assert student.f(1) < 3 < 4",
        "assert all(abs(v) < 1 for v in x)",
        "assert x or y",
    ],
)
def test_one_that_asks_first_is_not(text):
    compile_test_module(f"def test_f(student, x, y):\n    {text}", "m.py")


def test_only_modules_of_the_given_folders_are_found(tmp_path):
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "test_a.py").write_text("X = 1")
    (tmp_path / "other.py").write_text("X = 1")
    finder = TestModules([tmp_path / "hidden"])
    assert finder.find_spec("hidden.test_a", [str(tmp_path / "hidden")]).origin.endswith("test_a.py")
    assert finder.find_spec("hidden.test_b", [str(tmp_path / "hidden")]) is None
    assert finder.find_spec("other", [str(tmp_path)]) is None
    assert finder.find_spec("numpy") is None
