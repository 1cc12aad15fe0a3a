"""Lines a hidden test may point to: one for a task that the worker chose, the others found in the text."""

from __future__ import annotations

import dataclasses

import pytest

from grader.model import CodeLine, SourceFile, Verdict
from grader.plugin.items import ItemSpec
from grader.plugin.outcome import Outcome
from grader.plugin.source_lines import LONGEST_FILE, definition_line, hidden_test_lines
from grader.testing.mark import TaskMark

TEXT = "import numpy\n\n\ndef f(x):\n    y = x\n    return y[9]\n\ndef g(x):\n    return f(x)\n"
MAIN, HELPER = SourceFile(name="work.py", text=TEXT), SourceFile(name="helper.py", text=TEXT)


def outcome(number: int, verdict: Verdict, *lines: CodeLine) -> Outcome:
    mark = TaskMark(id="f", points=1.0, hint="", depends="", weak=False)
    spec = ItemSpec(id=f"hidden/t.py::test_{number}", origin="hidden", title="", mark=mark, depends="")
    return Outcome(spec=spec, verdict=verdict, lines=lines)


def at(line: int, file: str = "work.py") -> CodeLine:
    return CodeLine(file=file, line=line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("def f(x): pass", 1), ("\n\nasync def f(x): pass", 3), ("class f:\n  def f(self): pass", 1),
        ("f = lambda x: x", 1), ("f: object = g", 1), ("def f(): 1\ndef f(): 2\n", 2),
        ("if True:\n    def f(): pass", 2), ("class A:\n    def f(self): pass\ndef f(): pass", 3),
        ('def f(): 1\n"""\ndef f(): 2\n"""\n', 1), ("'''\ndef f(): 1\n'''\ndef f(): 2", 4),
        ("def ff(x): pass", None), ("f == 3", None), ("", None), ("# def f", None),
    ],
)  # fmt: skip
def test_a_definition_is_found_in_the_text(text, line):
    found = definition_line([SourceFile(name="work.py", text=text)], "f")
    assert (found.line if found else None) == line


def test_the_first_test_of_a_task_that_raised_shows_its_innermost_line_and_no_other_does():
    first = outcome(1, Verdict.FAILED, at(1))
    second = outcome(2, Verdict.ERROR, at(9), at(6), at(2, "helper.py"), at(3, "numpy.py"))
    third = outcome(3, Verdict.ERROR, at(5))
    lines = hidden_test_lines([first, outcome(0, Verdict.PASSED), second, third], "f", [MAIN, HELPER])
    assert {name[-1]: [p.line for p in places] for name, places in lines.items()} == {
        "1": [4],
        "2": [6],
        "3": [4],
    }


def test_a_line_beyond_the_file_or_in_a_long_file_is_not_shown():
    long = SourceFile(name="work.py", text=TEXT + "\n" * LONGEST_FILE)
    raised = outcome(1, Verdict.ERROR, at(6))
    assert hidden_test_lines([raised], "f", [MAIN])["hidden/t.py::test_1"] == (at(6),)
    assert hidden_test_lines([raised], "f", [long])["hidden/t.py::test_1"] == (at(4),)
    beyond = dataclasses.replace(raised, lines=(at(LONGEST_FILE + 1),))
    assert hidden_test_lines([beyond], "f", [MAIN])["hidden/t.py::test_1"] == (at(4),)


def test_without_a_file_there_is_no_line():
    assert hidden_test_lines([outcome(1, Verdict.ERROR, at(6))], "f", []) == {"hidden/t.py::test_1": ()}
