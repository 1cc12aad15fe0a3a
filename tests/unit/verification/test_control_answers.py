"""Null answers: what nobody worked for, whatever kind of result or change a task asks for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.verification.control_answers import NULL_ANSWERS, null_answer

REFERENCE = """
def double(x):
    x *= 2

def words(text):
    return text.split()

def letters(text):
    return set(text)

def pairs(words):
    for word in words:
        yield word, len(word)
"""
FUNCTIONS = ["double", "words", "letters", "pairs"]


def namespace(kind: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    exec(null_answer(REFERENCE, FUNCTIONS, kind), made)
    return made


@pytest.mark.parametrize("kind", [k for k in NULL_ANSWERS if k != "value_error"])
def test_nothing_is_changed_in_place(kind):
    x = np.ones(3)
    namespace(kind)["double"](x)
    assert x.tolist() == [1, 1, 1]


@pytest.mark.parametrize("kind", ["zeros", "ones"])
def test_text_and_what_is_yielded_are_empty(kind):
    made = namespace(kind)
    assert made["words"]("a bc") == ["", ""]
    assert made["letters"]("abc") == set()
    assert [word for word, _ in made["pairs"](["a", "bc"])] == ["", ""]


CLASS = """
class Value:
    def __init__(self, data):
        self.data, self.grad = data, 0.5

    def __add__(self, other):
        return Value(self.data + other.data)

    def double(self):
        return 2 * self.data
"""


@pytest.mark.parametrize(("kind", "number"), [("zeros", 0.0), ("ones", 1.0), ("one", 1.0)])
def test_a_null_class_holds_and_gives_null_answers(kind, number):
    made: dict[str, Any] = {}
    exec(null_answer(CLASS, ["Value"], kind), made)
    value = made["Value"](3.0)
    assert isinstance(value, made["Value"])
    assert (value.data, value.grad, value.double()) == (number, number, number)


def test_a_null_class_may_refuse_everything():
    made: dict[str, Any] = {}
    exec(null_answer(CLASS, ["Value"], "value_error"), made)
    with pytest.raises(ValueError, match="no"):
        made["Value"](3.0)
