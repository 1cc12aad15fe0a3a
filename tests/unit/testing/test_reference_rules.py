"""The rule that a reference states when it raises, without the values of the input."""

from __future__ import annotations

import pytest

from grader.course.author_module import module_from_text
from grader.testing.reference_rules import rule_in, stated_rule


@pytest.mark.parametrize(
    ("message", "rule"),
    [
        ("'the kernel size f must be odd'", "the kernel size f must be odd"),
        ("f'f must be odd, got {f}. Use another one.'", "f must be odd"),
        ("f'lengths must lie in [0, T] = [0, {T}], got {lengths}.'", "lengths must lie in [0, T]"),
        ("f'h must divide the columns of Wq ({a}), got {h}.'", "h must divide the columns of Wq"),
        ("f'W must have as many channels as x: W is {W}'", "W must have as many channels as x"),
        ("f'labels must have one label per row, shape {B} with B >= 1'", "labels must have one label per row"),
        ("f'{name} must be at least {least}'", ""),
        ("f'priors must be {n} numbers'", ""),
        ("message", ""),
    ],
)  # fmt: skip
def test_a_rule_has_no_values(message, rule):
    assert rule_in(f"raise ValueError({message})") == rule


def test_an_exception_without_a_message_states_no_rule():
    assert rule_in("raise ValueError") == rule_in("raise") == ""


def test_the_rule_is_that_of_the_line_that_raised():
    text = """
def f(n):
    if n < 0:
        raise ValueError("n must be >= 0")
    raise ValueError("n must be odd")
"""
    module = module_from_text("rules_reference", text, "reference/rules.py")
    for n, rule in ((-1, "n must be >= 0"), (2, "n must be odd")):
        with pytest.raises(ValueError, match="n must") as caught:
            module.f(n)
        assert stated_rule(caught.value) == rule


def test_an_exception_of_no_file_states_no_rule():
    assert stated_rule(ValueError("n must be odd")) == ""
