"""Exceptions that were raised while hidden inputs were near are told by their kind, out of a closed list."""

from __future__ import annotations

import builtins

import numpy as np
import pytest
import torch

from grader.messages import say
from grader.sandbox.call_failure import StudentError
from grader.testing.exception_kinds import KINDS, exception_kind

START = "Your code stopped with an error"
WRONG_CALL = "a function is called with the wrong number of arguments"
MIXED = "int and float, or two types of float, are mixed"
SINGLE = "a single number is used like an array"


def sentence(error: StudentError) -> str:
    return say(exception_kind(error).message_id)


def raised(code: str) -> StudentError:
    try:
        exec(code, {"np": np, "torch": torch})
    except Exception as error:  # noqa: BLE001 - any may be asked for
        name = next(kind.__name__ for kind in type(error).__mro__ if hasattr(builtins, kind.__name__))
        return StudentError(name, str(error))
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
        ("1 + 'a'", "a value has the wrong type for an operation"),
        ("(lambda x: x)()", WRONG_CALL),
        ("(lambda x: x)(1, y=2)", WRONG_CALL),
        ("np.ones(3).nothing", "a name or an attribute does not exist"),
        ("nothing", "a name or an attribute does not exist"),
        ("1 / 0", "a division by zero"),
        ("int('a')", "a function does not accept a value that it was given"),
        ("f = lambda: f()\nf()", "a function calls itself too often"),
        ("raise OSError('73196')", "of another kind"),
        ("None + 1", "None stands where a value is needed"),
        ("None.shape", "None stands where a value is needed"),
        ("a, b = None", "None stands where a value is needed"),
        ("range(2.0)", MIXED),
        ("i = 1.0; [1, 2][i]", MIXED),
        ("np.ones(3)[1.0]", MIXED),
        ("np.zeros(3)[np.ones(2)]", MIXED),
        ("x = np.arange(3); x += 0.5", MIXED),
        ("torch.ones(2, 2) @ torch.ones(2, 2).double()", MIXED),
        ("x = 3.0; x[0]", SINGLE),
        ("len(3.0)", SINGLE),
        ("a, b = 3.0", SINGLE),
        ("for x in 3: pass", SINGLE),
        ("float(np.ones(3))", SINGLE),
        ("if np.ones(3): pass", SINGLE),
    ],
)
def test_an_honest_exception_is_reported_by_its_kind(code, said):
    error = raised("global f\n" + code if "f = " in code else code)
    assert sentence(error).removeprefix(START).lstrip(": ").partition(" (")[0].startswith(said)


def test_a_call_that_was_refused_is_reported_whatever_the_exception_says():
    """The grader itself refused it: no word of the student's is needed."""
    error = StudentError("RuntimeError", "whatever")
    assert sentence(error) == f"{START} of another kind."
    error.refused = True
    assert sentence(error).startswith(
        f"{START}: the function that it was given is called with arguments of the wrong type"
    )


def test_there_are_fourteen_kinds_whatever_is_raised():
    """Every builtin exception, with texts that a student's code may write, says one of fourteen things."""
    names = [
        n for n, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, BaseException)
    ]
    texts = (
        "",
        "73196",
        "shapes (7,) and (9,) not aligned",
        "takes 3 positional arguments",
        "shape " * 9,
        "NoneType",
        "'float' object cannot be interpreted as an integer",
        "'int' object is not iterable",
    )
    said = {exception_kind(StudentError(name, text)) for name in [*names, "Exception"] for text in texts}
    refused = StudentError("RuntimeError", "")
    refused.refused = True
    assert said | {exception_kind(refused)} == set(KINDS)
    assert len(KINDS) == 14
