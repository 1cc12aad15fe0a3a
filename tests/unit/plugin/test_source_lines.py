"""Lines a hidden test may point to: one for a task that the worker chose, the others found in the text."""

from __future__ import annotations

import dataclasses

import pytest

from grader.model import CodeLine, SourceFile, Verdict
from grader.plugin.items import ItemSpec
from grader.plugin.outcome import Outcome
from grader.plugin.source_lines import LONGEST_FILE, definition_line, hidden_test_lines, loop_lines
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


def test_the_column_of_an_exception_is_not_shown():
    """Code that saw a hidden input can raise a syntax error with any column."""
    raised = outcome(1, Verdict.ERROR, CodeLine(file="work.py", line=6, column=3))
    assert hidden_test_lines([raised], "f", [MAIN])["hidden/t.py::test_1"] == (at(6),)


def test_without_a_file_there_is_no_line():
    assert hidden_test_lines([outcome(1, Verdict.ERROR, at(6))], "f", []) == {"hidden/t.py::test_1": ()}


LOOPS = """def f(x):
    for i in x:
        for j in x:
            g(x)
    return x

def g(x):
    # a comment

    while x:
        for y in x:
            y = h(
    y)
        x = 1

def h(x):
    return x

while True:
    while g(1): g(2)
"""


@pytest.mark.parametrize(
    ("rows", "loops"),
    [([4], [2]), ([3], [2]), ([2], [2]), ([12], [10]), ([14], [10]), ([10], [10]), ([4, 12], [10]), ([4, 17], [2]),
     ([4, 2], [2]), ([12, 17], [10]), ([5], []), ([17], []), ([8], []), ([20, 12], [19, 20, 10])],
)  # fmt: skip
def test_loops_are_found_around_the_line_where_the_time_was_up(rows, loops):
    found = loop_lines([SourceFile(name="work.py", text=LOOPS)], [at(row) for row in rows])
    assert [line.line for line in found] == loops


def test_a_loop_in_a_file_that_was_not_handed_in_is_not_named():
    assert loop_lines([MAIN], [at(1, "numpy.py")]) == ()


def timeout_line(text):
    work = [SourceFile(name="work.py", text=text)]
    return hidden_test_lines([outcome(1, Verdict.TIMEOUT, at(5))], "f", work)["hidden/t.py::test_1"][0].line


def test_a_time_limit_of_a_hidden_test_shows_the_one_while_of_the_function():
    """It is found in the text, so code that saw a hidden input cannot choose it."""
    assert timeout_line("x = 1\n\ndef f(\n    x\n):\n    y = x\n    while y:\n        y = x\n") == 7
    assert timeout_line("def f(x):\n    while x: x\n    while x: x\n") == 1
    assert timeout_line("def f(x):\n    for y in x: y\n\ndef g(x):\n    while x: x\n") == 1
    assert timeout_line("f = g\nwhile False: pass\n") == 1
