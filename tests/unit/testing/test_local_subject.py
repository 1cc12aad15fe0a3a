"""A submission as functions, in this process."""

from __future__ import annotations

import pytest

from grader.course.author_module import module_from_text
from grader.sandbox.call_failure import StudentError
from grader.testing import Student, callback
from grader.testing.equality import NoGradient
from grader.testing.local_subject import LocalSubject


def test_in_this_process_functions_are_called_directly():
    subject = LocalSubject(module_from_text("m", "X = 1\ndef f(g, x): return g(x)", "m.py"))
    assert subject.defines("f")
    assert not subject.defines("X")
    assert subject.call("f", [callback(abs, like=(1,)), -3], {}).value == 3
    assert subject.received
    subject.begin()
    assert not subject.received


def test_in_this_process_an_exception_counts_as_the_students_with_its_traceback():
    subject = LocalSubject(module_from_text("m", "class E(KeyError): pass\ndef f(): raise E('x')", "m.py"))
    with pytest.raises(StudentError) as caught:
        subject.call("f", [], {})
    assert caught.value.type_name == "KeyError"
    assert type(caught.value.__cause__).__name__ == "E"


def test_in_this_process_an_iterator_is_read_as_a_part_of_the_call():
    text = "def right(): yield from (1, 2)\ndef broken(): yield 1 / 0\ndef endless():\n  while True: yield 0"
    subject = LocalSubject(module_from_text("m", text, "m.py"))
    assert subject.call("right", [], {}).value == [1, 2]
    with pytest.raises(StudentError, match="division by zero"):
        subject.call("broken", [], {})
    with pytest.raises(StudentError, match="TypeError: the result is an iterator of more than 10,000 values"):
        subject.call("endless", [], {})


def test_in_this_process_gradients_are_those_of_torch():
    torch = pytest.importorskip("torch")
    subject = LocalSubject(module_from_text("m", "def f(x, w): return (x * w).sum()", "m.py"))
    x, w = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])
    output, (dx, dw) = subject.gradients("f", [x, w], [0, 1], None)
    assert output.item() == 11
    assert torch.equal(dx, w)
    assert torch.equal(dw, x)


UNDIFFERENTIABLE = {
    "no graph": ("with torch.no_grad(): return x * x", "something cut it from the inputs"),
    "detached": ("return (x * x).detach()", "something cut it from the inputs"),
    "a number": ("return (x * x).sum().item()", "did not return a tensor"),
    "in place": ("y = x.exp(); z = y * y; y += 1; return z", "changed in place"),
}


@pytest.mark.parametrize("name", UNDIFFERENTIABLE)
def test_a_function_that_torch_cannot_differentiate_is_told_why(name):
    torch = pytest.importorskip("torch")
    body, words = UNDIFFERENTIABLE[name]
    subject = LocalSubject(module_from_text("m", f"import torch\ndef f(x):\n    {body}", "m.py"))
    with pytest.raises(NoGradient, match=words):
        Student(subject).gradients("f", [torch.ones(2)], [0])
