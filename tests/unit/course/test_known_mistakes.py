"""Mistakes written down as changes of the reference: each is made exactly as written, and a slip is explained."""

from __future__ import annotations

import pytest

from grader.course.known_mistakes import Replacement, changed_source, known_mistakes, written_phrases
from grader.errors import CourseError

REFERENCE = '''"""Steps."""

import math


def helper(x):
    return x + 1


class Layer:
    @property
    def size(self):
        return 2

    def forward(self, x):
        return x + 1


def steps(n):
    """n steps: range(n)."""
    total = 0
    for t in range(n):
        total += helper(t)
    return total
'''
ENTRY = """
[[mistakes]]
id = "steps__one_short"
function = "steps"
before = "in range(n)"
after = "in range(n - 1)"
message = '''You stop
one step early.'''
"""


def change(function, before, after):
    return Replacement(function=function, before=before, after=after)


def value(source, expression):
    names = {}
    exec(source, names)
    return eval(expression, names)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "wrong").mkdir()
    (tmp_path / "mistakes.toml").write_text(ENTRY)
    return tmp_path


def test_a_change_is_made_in_its_function_only():
    source = changed_source(REFERENCE, [change("Layer.forward", "x + 1", "x + 2")], "here")
    assert (value(source, "Layer().forward(0)"), value(source, "helper(0)")) == (2, 1)
    assert changed_source(source, [change("Layer.forward", "x + 2", "x + 1")], "here") == REFERENCE


def test_several_changes_are_made_one_after_the_other():
    changes = [change("helper", "x + 1", "x + 2"), change("steps", "total = 0", "total = 5"),
               change("helper", "x + 2", "x * 2")]  # fmt: skip
    assert value(changed_source(REFERENCE, changes, "here"), "steps(3)") == 5 + 0 + 2 + 4


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (change("step", "n", "m"), "here: step is not in the reference. Name a function that is there."),
        (change("Layer.back", "n", "m"), "here: Layer.back is not in the reference."),
        (
            change("steps", "range(n)", "m"),
            "here: 'before' occurs 2 times in steps of the reference, once expected",
        ),
        (
            change("steps", "range(m)", "m"),
            "occurs 0 times in steps of the reference, once expected: 'range\\(m\\)'",
        ),
        (
            change("steps", "in range(n)", "in range(n"),
            "here: with 'after' the reference is not valid Python",
        ),
    ],
)
def test_a_change_that_cannot_be_made_is_a_fault_of_the_course(changed, message):
    with pytest.raises(CourseError, match=message):
        changed_source(REFERENCE, [changed], "here")


def test_changes_and_functions_laid_over_the_reference_are_known_mistakes(folder):
    over = (
        '"""You count\ntwice."""\nfrom __future__ import annotations\n\n\ndef helper(x):\n    return 2 * x\n'
    )
    (folder / "wrong" / "steps__twice.py").write_text(over)
    one, two = known_mistakes(folder, REFERENCE)
    assert (one.id, one.task, one.message) == ("steps__one_short", "steps", "You stop one step early.")
    assert value(one.source, "steps(3)") == 3
    assert (two.id, two.message, value(two.source, "steps(3)")) == ("steps__twice", "You count twice.", 6)


def test_a_mistake_may_change_two_functions(folder):
    entry = """
[[mistakes]]
id = "steps__both"
message = "Both."
changes = [
    { function = "helper", before = "x + 1", after = "x" },
    { function = "steps", before = "total = 0", after = "total = 1" },
]
"""
    (folder / "mistakes.toml").write_text(entry)
    (both,) = known_mistakes(folder, REFERENCE)
    assert value(both.source, "steps(3)") == 4


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "steps__one_short"\n', "", "mistakes.toml: entry 1 needs the keys id and message"),
        (
            'function = "steps"',
            "function = 3",
            "steps__one_short needs the keys function, before, after, all strings",
        ),
        (
            'function = "steps"',
            'task = "steps"\nfunction = "steps"',
            "steps__one_short has an unknown key: task",
        ),
        (ENTRY, ENTRY + ENTRY, "steps__one_short is written down in .*steps__one_short as well"),
        (ENTRY, "mistakes = [1]", "mistakes.toml: entry 1 needs the keys id and message"),
        (ENTRY, '[[mistakes]]\nid = "a__b"\nmessage = "c"\nchanges = []', "changes must be a list of tables"),
    ],
)
def test_a_slip_in_the_file_is_named_with_its_place(folder, old, new, message):
    (folder / "mistakes.toml").write_text(ENTRY.replace(old, new))
    with pytest.raises(CourseError, match=message):
        known_mistakes(folder, REFERENCE)


def test_a_file_without_a_message_or_with_a_syntax_error_is_a_fault_of_the_course(folder):
    path = folder / "wrong" / "steps__x.py"
    path.write_text("def steps(n):\n    return n\n")
    with pytest.raises(CourseError, match=r"wrong/steps__x\.py has no docstring, and it is the message"):
        known_mistakes(folder, REFERENCE)
    path.write_text("def steps(n:\n")
    with pytest.raises(CourseError, match=r"wrong/steps__x.py, line 1: syntax error"):
        known_mistakes(folder, REFERENCE)


def phrases_of(folder, text):
    (folder / "mistakes.toml").write_text(text)
    return written_phrases(folder, REFERENCE)


def test_words_belong_to_expressions_of_a_function(tmp_path):
    assert written_phrases(tmp_path, REFERENCE) == {}
    text = '[phrases.steps]\ntotal = "the sum"\n"helper( t )" = "the next step"\n[phrases.helper]\nx = "a step"\n'
    assert phrases_of(tmp_path, text)["steps"] == {"total": "the sum", "helper( t )": "the next step"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[phrases.no_such]\nx = "a step"\n', "no_such is no function of the answer"),
        ('[phrases.steps]\nsum = "the sum"\n', "'sum' is no expression in steps"),
        ('[phrases.steps]\n"total +" = "the sum"\n', "'total \\+' is no expression"),
        ("[phrases.steps]\ntotal = 3\n", "must hold lines like"),
    ],
)
def test_words_for_what_is_not_there_are_a_fault_of_the_course(tmp_path, text, message):
    with pytest.raises(CourseError, match=message):
        phrases_of(tmp_path, text)
