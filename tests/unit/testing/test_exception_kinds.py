"""Exceptions that were raised while hidden inputs were near are told by their kind, out of a closed list."""

from __future__ import annotations

import builtins

import numpy as np
import pytest

from grader.messages import say
from grader.sandbox.call_failure import StudentError
from grader.testing.exception_kinds import KINDS, exception_kind

START = "Your code stopped with an error: "


def sentence(error: StudentError) -> str:
    return say(exception_kind(error).message_id)


def raised(code: str) -> StudentError:
    try:
        exec(code, {"np": np})
    except Exception as error:  # noqa: BLE001 - any may be asked for
        return StudentError(type(error).__name__, str(error))
    raise AssertionError(code)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("[1][2]", "an index is out of range"),
        ("np.ones(3)[5]", "an index is out of range"),
        ("{}['a']", "a key is not in the dictionary"),
        ("np.ones(3) + np.ones(4)", "the shapes of two arrays do not fit together"),
        ("np.ones((2, 3)) @ np.ones((2, 3))", "the shapes of two arrays do not fit together"),
        ("np.ones(6).reshape(4, 2)", "the shapes of two arrays do not fit together"),
        ("np.concatenate([np.ones((2, 3)), np.ones(2)])", "the shapes of two arrays do not fit together"),
        ("1 + 'a'", "a value has the wrong type for what is done with it"),
        ("(lambda x: x)()", "a function is called with the wrong arguments"),
        ("(lambda x: x)(1, y=2)", "a function is called with the wrong arguments"),
        ("np.ones(3).nothing", "a name or an attribute does not exist"),
        ("nothing", "a name or an attribute does not exist"),
        ("1 / 0", "a division by zero"),
        ("int('a')", "a value is not one that the called function accepts"),
        ("f = lambda: f()\nf()", "a function calls itself too often"),
        ("raise OSError('73196')", "something else went wrong in it"),
    ],
)
def test_an_honest_exception_is_reported_by_its_kind(code, said):
    error = raised("global f\n" + code if "f = " in code else code)
    assert sentence(error).removeprefix(START).partition(" (")[0].rstrip(".") == said


def test_a_call_that_was_refused_is_reported_whatever_the_exception_says():
    """The grader itself refused it: no word of the student's is needed."""
    error = StudentError("RuntimeError", "whatever")
    assert sentence(error) == f"{START}something else went wrong in it."
    error.refused = True
    assert sentence(error).startswith(
        f"{START}the function it was given is called with arguments of another type"
    )


def test_there_are_eleven_kinds_whatever_is_raised():
    """Every builtin exception, with texts that a student's code may write, says one of eleven things."""
    names = [
        n for n, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, BaseException)
    ]
    texts = ("", "73196", "shapes (7,) and (9,) not aligned", "takes 3 positional arguments", "shape " * 9)
    said = {exception_kind(StudentError(name, text)) for name in [*names, "Exception"] for text in texts}
    refused = StudentError("RuntimeError", "")
    refused.refused = True
    assert said | {exception_kind(refused)} == set(KINDS)
    assert len(KINDS) == 11
