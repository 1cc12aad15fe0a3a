"""Null answers: what nobody worked for, whatever kind of result or change a task asks for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.verification.variant import NULL_ANSWERS, null_answer

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
