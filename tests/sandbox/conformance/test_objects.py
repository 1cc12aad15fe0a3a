"""An object stays in the worker and is used through a handle."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest

from grader.course import Limits
from grader.sandbox.call_failure import StudentError, UndeclaredAttribute, UnsupportedArgument, WorkerFailure
from grader.sandbox.remote_object import RemoteObject
from grader.sandbox.worker_client import Worker
from grader.testing import own

LAYER = """
class Layer:
    def __init__(self, width): self.width = width; self.weights = [0.0] * width
    def grow(self, by=1): self.width += by; return self.width
    def fail(self): raise ValueError("no")
    @property
    def twin(self): return Layer(self.width)
def f(layer): return layer.width, layer
"""


def test_an_object_stays_in_the_worker_and_is_used_through_a_handle(make_worker):
    worker = make_worker(LAYER)
    layer = worker.call("Layer", [3]).value
    assert isinstance(layer, RemoteObject)
    assert (layer.width, layer.weights) == (3, [0.0, 0.0, 0.0])
    assert layer.grow(by=2) == 5
    assert layer.width == 5
    assert layer.twin.grow() == 6
    assert worker.call("f", [layer]).value[0] == 5
    assert repr(layer) == "<Layer in the worker>"


def test_methods_and_attributes_of_a_handle_raise_like_functions(make_worker):
    layer = make_worker(LAYER).call("Layer", [3]).value
    with pytest.raises(StudentError, match="ValueError: no"):
        layer.fail()
    with pytest.raises(StudentError, match="AttributeError"):
        _ = layer.missing
    with pytest.raises(AttributeError, match="__array__"):
        layer.__getattr__("__array__")


def test_a_handle_outlives_its_worker_only_as_a_clean_failure(make_worker):
    worker = make_worker(LAYER)
    layer = worker.call("Layer", [3]).value
    worker.close()
    with pytest.raises(WorkerFailure, match="is gone"):
        _ = layer.width


def test_a_stopped_worker_is_not_asked_for_an_attribute(make_worker):
    worker = make_worker(LAYER)
    layer = worker.call("Layer", [3]).value
    worker.pause()
    started = time.monotonic()
    assert not hasattr(layer, "width")
    assert time.monotonic() - started < 1
    worker.resume()
    assert layer.width == 3


NUMBER = """
class Number:
    def __init__(self, data): self.data, self.grad = data, 0.0
    def __add__(self, other): return Number(self.data + getattr(other, "data", other))
    __radd__ = __add__
    def __rsub__(self, other): return Number(other - self.data)
    def __neg__(self): return Number(-self.data)
    def __lt__(self, other): return self.data < other.data
    def __eq__(self, other): return self.data == other.data
    def __len__(self): return 2
    def __getitem__(self, k): return [self.data, self][k]
    def __setitem__(self, k, value): self.data = value
    def __contains__(self, x): return x == self.data
    def __iter__(self): yield self.data; yield self
    def __float__(self): return float(self.data)
    def __call__(self, k, *, by=1): return k * by * self.data
    @property
    def twin(self): return self
"""


def test_operators_of_objects_are_applied_in_the_worker(make_worker):
    worker = make_worker(NUMBER)
    a, b = (worker.call("Number", [k]).value for k in (2, 5))
    assert [x.data for x in (a + b, a + 1, 1 + a, 10 - a, -a)] == [7, 3, 3, 8, -2]
    assert a < b
    assert a == worker.call("Number", [2]).value
    assert a != b
    assert (len(a), a[0], a[1].data, 2 in a, 3 in a, float(a)) == (2, 2, 2, True, False, 2.0)
    assert a(3, by=2) == 12
    a[0], a.grad = 9, 0.5
    assert (a.data, a.grad) == (9, 0.5)
    first, second = a
    assert (first, second.data) == (9, 9)


def test_an_object_keeps_one_number_however_often_it_comes_out(make_worker):
    worker = make_worker(NUMBER)
    a = worker.call("Number", [1]).value
    assert {a.twin._number, a.twin.twin._number, worker.call("Number", [1]).value._number - 1} == {a._number}


def test_iteration_asks_for_one_value_at_a_time(make_worker):
    worker = make_worker("class Endless:\n  def __iter__(self):\n    n = 0\n    while True: n += 1; yield n")
    numbers = iter(worker.call("Endless", []).value)
    assert [next(numbers) for _ in range(3)] == [1, 2, 3]


class Declared(frozenset[str]):
    """Lets a test use these names and signs of an object, and no other."""

    may = frozenset.__contains__

    def watched(self, _: str, ask: Callable[[], object]) -> object:
        return ask()


def test_an_object_is_asked_for_nothing_that_is_not_declared(make_worker):
    worker = make_worker(NUMBER, watch=Declared({"data", "+"}))
    a = worker.call("Number", [2]).value
    assert (a + 1).data == 3
    asked: list[Callable[[], object]] = [
        lambda: a.grad, lambda: a - 1, lambda: a[0], lambda: len(a), lambda: next(iter(a)), lambda: a(1),
        lambda: setattr(a, "grad", 1.0), lambda: float(a),
    ]  # fmt: skip
    for ask in asked:
        with pytest.raises(UndeclaredAttribute, match="does not declare it"):
            ask()
    assert a
    assert a == a
    assert a != 2
    assert np.asarray(a).dtype == object


def test_what_numpy_asks_of_an_object_by_itself_reaches_no_code(make_worker):
    worker = make_worker(
        "class Spy:\n  asked = []\n  def __getattr__(self, name): self.asked.append(name); return 1\n"
        "  def __len__(self): self.asked.append('len'); return 1\n"
        "def asked(): return Spy.asked",
        watch=Declared(),
    )
    spy = worker.call("Spy", []).value
    np.asarray(spy)
    np.asarray([spy, 1], dtype=object)
    assert not isinstance(spy, (int, np.ndarray))
    assert worker.call("asked", []).value == []


def test_an_object_of_another_worker_is_the_authors_error(make_worker):
    a = make_worker(NUMBER).call("Number", [2]).value
    with pytest.raises(UnsupportedArgument, match="an object of another worker"):
        make_worker(NUMBER).call("Number", [a])


def test_a_function_of_the_students_is_handed_to_another_without_leaving(make_worker):
    worker = make_worker("def f(x): return x + 1\ndef twice(g, x, *, h): return g(h(x)), g is f")
    assert worker.call("twice", [own("f"), 3], {"h": own("f")}).value == (5, True)


GIVEN = "class Model:\n  def __init__(self, w): self.w = w\ndef model(w): return Model(w)\ndef weights(m): return m.w\n"


def test_the_courses_script_makes_objects_beside_the_students_code(zygote):
    worker = Worker(zygote, Limits(timeout_s=10))
    text = (
        "from given.make import Model\ndef train(m): m.w = m.w * 2\ndef same(m): return isinstance(m, Model)"
    )
    worker.load(
        [("work.py", text, []), ("given/make.py", "raise OSError('of the student')", [])], "work", given=GIVEN
    )
    model = worker.call("given.make:model", [np.ones(2)]).value
    assert worker.call("same", [model]).value
    worker.call("train", [model])
    assert worker.call("given.make:weights", [model]).value.tolist() == [2, 2]
    worker.close()
