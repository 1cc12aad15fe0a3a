"""What the sandbox promises, one test per promise, at every level that promises it.

A level may be missing on a machine; then its tests say why they are skipped. The same file is run once more
as an ordinary user (see test_ordinary_user.py).
"""

from __future__ import annotations

import errno
import os
import re
import select
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from grader.course import Limits
from grader.model import CodeLine, Verdict
from grader.sandbox import libraries
from grader.sandbox.call_failure import (
    NestedCall,
    StudentError,
    Undeclared,
    Unpassable,
    WorkerDied,
    WorkerFailure,
)
from grader.sandbox.callback import Callback
from grader.sandbox.remote_object import RemoteObject
from grader.sandbox.worker_client import Want, Worker
from grader.sandbox.zygote_client import Zygote, start_zygote
from grader.testing import own
from grader.worker import seccomp

PROJECT = Path(__file__).resolve().parents[2]
SHORT = {"timeout_s": 0.1}

KERNEL = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)

def syscall(number, *args):
    ctypes.set_errno(0)
    padded = [ctypes.c_long(a) if isinstance(a, int) else a for a in args] + [ctypes.c_long(0)] * (6 - len(args))
    return ctypes.get_errno() if libc.syscall(ctypes.c_long(number), *padded) < 0 else 0

def error_of(function, *args):
    try:
        function(*args)
    except OSError as error:
        return error.errno
    return 0
"""

FORGER = """
import os, struct, sys, msgspec

def request():
    frame = sys._getframe()
    while not hasattr(frame.f_locals.get("request"), "nonce"):
        frame = frame.f_back
    return frame.f_locals["request"]

def frame(kind, body, nonce=None, payload=b""):
    asked = request()
    structure = msgspec.msgpack.encode([asked.nonce if nonce is None else nonce, asked.id, kind, body])
    return struct.pack("<IQ", len(structure), len(payload)) + structure + payload
"""
"""A student who knows the wire format and finds the nonce in the harness."""


def from_level(least: int) -> pytest.MarkDecorator:
    levels = [level for level in (3, 2, 1, 0) if level >= least]
    return pytest.mark.parametrize(
        "level", levels, indirect=True, ids=lambda level: f"level{level}", scope="session"
    )


def closed_interpreter() -> bool:
    """We are root, and the interpreter lies where no other user may look."""
    return os.getuid() == 0 and not libraries.open_to_all(libraries.visible_paths(("numpy",)))


def failure_of(worker: Worker, *args: object) -> WorkerFailure:
    """How a call of ``f`` fails; the worker is gone afterwards."""
    with pytest.raises(WorkerFailure) as caught:
        worker.call("f", args)
    assert not worker.alive
    return caught.value


def _ending(worker: Worker) -> WorkerFailure | None:
    """How the worker ended, if it did before or during this call."""
    try:
        worker.call("f", [])
    except WorkerFailure as failure:
        return failure
    return None


def error_of(worker: Worker, *args: object) -> StudentError:
    """What a call of ``f`` raises; the worker answers the next call."""
    with pytest.raises(StudentError) as caught:
        worker.call("f", args)
    assert worker.alive
    return caught.value


# Data and exceptions ----------------------------------------------------------------------------------------


def test_data_goes_in_and_comes_out(make_worker):
    worker = make_worker("def f(x, *, k): return {'double': [2 * x, (k, None, 1j, b'b', 2**70, True)]}")
    x = np.arange(6, dtype=np.float32).reshape(2, 3).T
    value = worker.call("f", [x], {"k": "text"}).value
    assert np.array_equal(value["double"][0], 2 * x)
    assert value["double"][0].dtype == np.float32
    assert value["double"][1] == ("text", None, 1j, b"b", 2**70, True)


def test_arguments_after_the_call_come_back_when_asked_for(make_worker):
    worker = make_worker("def f(x, k): x += 1; k.append(2)")
    result = worker.call("f", [np.zeros(2)], {"k": [1]}, Want(after=True))
    assert result.after is not None
    assert result.after[0][0].tolist() == [1, 1]
    assert result.after[1] == {"k": [1, 2]}


def test_loading_tells_what_the_module_defines(make_worker):
    worker = make_worker(
        "import math\nfrom other import g\nfrom numpy import mean\nX = 3\n\ndef f(): pass",
        files=[("other.py", "\n\ndef g(): pass", [])],
    )
    assert worker.loaded.names == {"f", "g", "mean"}


def test_loading_tells_which_functions_a_function_may_come_to_call(make_worker):
    worker = make_worker("def f(): return g()\ndef g(): return h(f)\ndef h(x): return len([x])\nk = len")
    assert worker.loaded.calls == {"f": {"f", "g", "h"}, "g": {"f", "g", "h"}, "h": set()}


def test_an_exception_arrives_by_name_with_the_lines_of_the_students_files(make_worker):
    source = "import helper\n\ndef f(x):\n    return helper.g(x)\n"
    worker = make_worker(
        source, files=[("helper.py", "import json\ndef g(x):\n    return json.loads(x)\n", [])]
    )
    error = error_of(worker, "[1")
    assert error.type_name == "ValueError"
    assert "Expecting" in error.text
    assert error.lines == (CodeLine(file="work.py", line=4), CodeLine(file="helper.py", line=3))


@pytest.mark.parametrize(
    ("source", "name", "text"),
    [
        ("class Odd(LookupError): pass\ndef f(): raise Odd('x')", "LookupError", "x"),
        ("class Own(Exception): pass\ndef f(): raise Own('x')", "Exception", "Own: x"),
        ("class ValueError(Exception): pass\ndef f(): raise ValueError('x')", "Exception", "ValueError: x"),
        ("class Mute(KeyError):\n  def __str__(self): raise RuntimeError\ndef f(): raise Mute", "KeyError", ""),
        ("def f(): raise SystemExit(0)", "SystemExit", "0"),
        ("def f(): raise KeyboardInterrupt", "KeyboardInterrupt", ""),
        ("def f(): raise BaseExceptionGroup('x', [KeyboardInterrupt()])", "BaseExceptionGroup", "x (1 sub-exception)"),
        ("def f(): assert False, 'y' * 10_000", "AssertionError", "y" * 2000),
        ("def f(): return undefined", "NameError", "name 'undefined' is not defined"),
        ("def f(): import no_such_package", "ModuleNotFoundError", "No module named 'no_such_package'"),
        ("def f(): return f()", "RecursionError", "maximum recursion depth"),
    ],
    ids=[
        "subclass", "own class", "borrowed name", "mute", "exit", "interrupt", "group", "long", "name", "import",
        "recursion",
    ],
)  # fmt: skip
def test_what_the_code_raises_becomes_the_nearest_builtin_and_ends_nothing(make_worker, source, name, text):
    worker = make_worker(source)
    error = error_of(worker)
    assert error.type_name == name
    assert error.text.startswith(text)
    assert len(error.text) <= 2100


def test_a_function_is_not_written_yet_only_if_the_students_own_line_says_so(make_worker):
    worker = make_worker(
        "import codecs\ndef f(): raise NotImplementedError('later')\n"
        "def g(): return codecs.Codec().encode('x')"
    )
    assert error_of(worker).type_name == "NotImplementedError"
    with pytest.raises(StudentError) as caught:
        worker.call("g", [])
    assert caught.value.type_name == "RuntimeError"


def test_a_plain_file_earns_no_remarks_however_hard_it_tries(make_worker):
    worker = make_worker(
        "import sys\nsys._getframe(1)\nframe = sys._getframe()\nwhile frame:\n"
        "  own = frame.f_locals.get('self')\n"
        "  if hasattr(own, 'remarks'): own.remarks.append((1, 'statement', (), 0, 'ValueError', ''))\n"
        "  frame = frame.f_back\ndef f(): return 1"
    )
    assert worker.loaded.notices == ()


@pytest.mark.parametrize(
    ("source", "name", "line"),
    [
        ("x = (1,\n", "SyntaxError", 1),
        ("x = 1\nraise OSError('no')", "OSError", 2),
        ("def f():\n    x\n  y", "IndentationError", 3),
    ],
    ids=["syntax", "raises", "indentation"],
)
def test_a_module_that_cannot_be_imported_says_why_and_in_which_line(make_worker, source, name, line):
    with pytest.raises(StudentError) as caught:
        make_worker(source)
    assert caught.value.type_name == name
    assert caught.value.lines == (CodeLine(file="work.py", line=line),)


def test_input_finds_nothing_to_read(make_worker):
    assert error_of(make_worker("def f(): return input()")).type_name == "EOFError"


UNGRADABLE = {
    "too deep": ("[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", "nested more than 16 deep"),
    "too many parts": ("list(range(10**6))", "at most 1048576 may cross"),
    "too many bytes": ("bytes(2 << 20)", "arrays of 2097152 bytes; at most 1048576 may cross"),
    "objects in an array": ("np.array([None])", "an array of dtype object"),
}


@pytest.mark.parametrize("name", UNGRADABLE)
def test_a_result_that_cannot_cross_is_a_type_error_of_the_students(make_worker, name):
    expression, message = UNGRADABLE[name]
    error = error_of(make_worker(f"import numpy as np\ndef f(): return {expression}", reply_mib=1))
    assert error.type_name == "TypeError"
    assert message in error.text


def test_an_object_that_raises_while_it_is_read_is_the_students_error(make_worker):
    worker = make_worker("class D(dict):\n  def items(self): raise OSError('not today')\ndef f(): return D()")
    error = error_of(worker)
    assert error.type_name == "TypeError"
    assert error.text == "the result cannot be graded: it holds what raises OSError when it is read"


# Handles ----------------------------------------------------------------------------------------------------

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
        with pytest.raises(Undeclared, match="does not declare it"):
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
    with pytest.raises(Unpassable, match="an object of another worker"):
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


CHANGES = """
def add(x): x += 1
def swap(x): x.resize((1 << 16,), refcheck=False)
def none(x): return None
"""


@pytest.mark.parametrize(("name", "replaced"), [("add", ()), ("swap", (0,)), ("none", ())])
def test_it_is_told_whether_an_argument_keeps_its_memory(make_worker, name, replaced):
    result = make_worker(CHANGES).call(name, [np.zeros(2)], {}, Want(after=True, in_place=(0,)))
    assert result.replaced == replaced
    assert result.after[0][0].tolist() == {"add": [1, 1], "swap": [0] * (1 << 16), "none": [0, 0]}[name]


# Files of a test --------------------------------------------------------------------------------------------

WRITER = """
import errno, os
def save(name, data):
    with open(name, "wb") as file: file.write(data)
def load(name):
    with open(name, "rb") as file: return file.read()
def error_of(function, *args):
    try: function(*args)
    except OSError as error: return errno.errorcode[error.errno]
    return ""
def create(name): return error_of(lambda: open(name, "wb"))
def rename(a, b): return error_of(os.rename, a, b)
def remove(a): return error_of(os.remove, a)
def too_much(name, n): return error_of(save, name, bytes(n))
def listed(): return error_of(os.listdir, "."), os.path.isabs(os.getcwd())
"""


@pytest.fixture
def writer(zygote: Zygote) -> Iterator[Worker]:
    worker = Worker(zygote, Limits(timeout_s=5, file_mib=1), files=("a.bin", "b.bin"))
    worker.load([("work.py", WRITER, [])], "work")
    yield worker
    worker.close()


def test_a_declared_file_is_written_and_read_back(writer):
    writer.write_file("a.bin", b"")
    writer.call("save", ["a.bin", b"model" * 1000])
    assert writer.read_file("a.bin") == b"model" * 1000
    writer.write_file("a.bin", b"other")
    assert writer.call("load", ["a.bin"]).value == b"other"


def test_a_file_has_its_cap(writer):
    assert writer.call("too_much", ["a.bin", 1 << 20]).value == ""
    assert writer.call("too_much", ["b.bin", (1 << 20) + 1]).value == "EFBIG"


@from_level(2)
def test_nothing_but_the_declared_files_is_written_where_there_is_no_scratch(writer, level):
    """At level 3 the scratch is private, and the worker may do there what it likes."""
    refused = level == 2
    assert (writer.call("create", ["c.bin"]).value == "EACCES") == refused
    assert (writer.call("rename", ["a.bin", "d.bin"]).value != "") == refused or level == 3
    assert (writer.call("remove", ["b.bin"]).value != "") == refused or level == 3
    if refused:
        assert writer.call("listed", []).value == ("EACCES", True)


def test_the_folder_is_gone_when_the_worker_is(zygote, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    worker = Worker(zygote, Limits(), files=("a.bin",))
    assert len(list(tmp_path.iterdir())) == (zygote.level < 3)
    worker.close()
    assert list(tmp_path.iterdir()) == []


# Callbacks --------------------------------------------------------------------------------------------------

TWICE = "def f(g, *args): return g(*args), g(*args)"
CATCHING = "def f(g, *args):\n  try: return g(*args)\n  except RuntimeError as error: return str(error)"


def test_a_function_of_the_test_is_called_back_with_data(make_worker):
    square = Callback(function=lambda x: x * x, like=(np.zeros(3),))
    first, second = make_worker(TWICE).call("f", [square, np.array([1.0, 2.0, 3.0])]).value
    assert first.tolist() == second.tolist() == [1, 4, 9]


def test_several_callbacks_are_told_apart(make_worker):
    add, negate = (
        Callback(function=lambda x: x + 1, like=(1.0,)),
        Callback(function=lambda x: -x, like=(1.0,)),
    )
    assert make_worker("def f(a, b): return a(b(5.0))").call("f", [add, negate]).value == -4


@pytest.mark.parametrize(
    ("like", "args", "refusal"),
    [
        ((1.0,), [], "called with 0 arguments; it takes 1"),
        (
            (1.0,),
            [float("nan")],
            "argument 1 has another type, shape or dtype than it takes, or is not finite",
        ),
        ((1.0,), ["1.0"], "argument 1"),
        ((1.0,), [True], "argument 1"),
        ((1,), [1.5], "argument 1"),
        ((np.zeros(3),), [np.zeros(4)], "argument 1"),
        ((np.zeros(3),), [np.array([0, np.inf, 0])], "argument 1"),
        ((np.zeros(3),), [np.zeros(3, dtype=complex)], "argument 1"),
        ((1.0, [1.0, 2.0]), [1.0, [1.0, "x"]], "argument 2"),
        (("text",), [b"text"], "argument 1"),
    ],
)
def test_a_callback_refuses_arguments_off_its_template(make_worker, like, args, refusal):
    never = Callback(function=lambda *_: pytest.fail("was called"), like=like)
    assert refusal in make_worker(CATCHING).call("f", [never, *args]).value


def test_a_callback_takes_an_integer_for_a_float_and_a_0_d_array_for_a_number(make_worker):
    double = Callback(function=lambda x: x * 2, like=(1.0,))
    assert make_worker(TWICE).call("f", [double, 3]).value == (6, 6)
    assert make_worker(TWICE).call("f", [double, np.float64(3)]).value == (6, 6)


def test_a_callback_may_be_passed_by_name_and_called_by_name(make_worker):
    scale = Callback(function=lambda x, k=2.0: x * k, like=(1.0, 1.0))
    worker = make_worker(
        "def f(a, *, g): return g(x=a), g(a, k=3.0), [h(a) for h in g_of({'g': g})]\n"
        "def g_of(table): return [table['g']]"
    )
    assert worker.call("f", [5.0], {"g": scale}).value == (10.0, 15.0, [10.0])
    assert worker.call("g_of", [{"g": 4}]).value == [4]


def test_a_callback_counts_its_calls(make_worker):
    calls = []
    once = Callback(function=calls.append, like=(1,), max_calls=1)
    error = error_of(make_worker(TWICE), once, 1)
    assert (error.type_name, error.text) == (
        "RuntimeError",
        "the function you were given was called more than 1 times",
    )
    assert calls == [1]


def test_an_exception_in_a_callback_reaches_the_student_by_name_only(make_worker):
    def secretive(x: float) -> float:
        raise ZeroDivisionError("the hidden value is 41")

    told = make_worker(CATCHING).call("f", [Callback(function=secretive, like=(1.0,)), 1.0]).value
    assert told == "the function you were given raised ZeroDivisionError"


def test_calling_the_student_from_within_a_callback_is_the_authors_error(make_worker):
    worker = make_worker(TWICE)
    nested = Callback(function=lambda x: worker.call("f", [x]), like=(1.0,))
    with pytest.raises(NestedCall, match="called from within a callback: a hidden test may not do that"):
        worker.call("f", [nested, 1.0])
    assert not worker.alive


def test_a_callback_that_returns_what_cannot_cross_is_the_authors_error(make_worker):
    worker = make_worker(TWICE)
    with pytest.raises(TypeError, match="passes what cannot cross to the worker: a value of type object"):
        worker.call("f", [Callback(function=lambda _: object(), like=(1.0,)), 1.0])
    assert not worker.alive


def test_an_argument_that_cannot_cross_is_the_authors_error_and_harms_nobody(make_worker):
    worker = make_worker("def f(x): return x")
    with pytest.raises(TypeError, match="cannot cross to the worker"):
        worker.call("f", [object()])
    assert worker.call("f", [2]).value == 2


# Limits -----------------------------------------------------------------------------------------------------

LATE = "Your code did not answer within 0.3 s"
WAITED = f"{LATE}; it seems to wait for something."
ENDLESS = {
    "a loop": "def f():\n  while True: pass",
    "a loop in C that hears no signal": "def f(): return sum(range(10**12))",
    "a regular expression": "import re\ndef f(): return re.match('(a*)*b', 'a' * 40)",
    "two threads": (
        "import threading\ndef g():\n  while True: pass\ndef f():\n  threading.Thread(target=g).start(); g()"
    ),
    "one that catches everything": (
        "def f():\n  while True:\n    try:\n      while True: pass\n    except BaseException: pass"
    ),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_call_that_computes_for_too_long_is_ended(make_worker, name):
    worker = make_worker(ENDLESS[name], **SHORT)
    failure = failure_of(worker)
    assert failure.verdict is Verdict.TIMEOUT
    if not failure.message.startswith(LATE):  # the wall clock may be faster on a busy machine
        assert failure.message == "Your code ran longer than the 0.1 s one call may take."
        assert worker.exit.cpu_s >= 0.1


WAITING = {
    "sleep": "import time\ndef f(): time.sleep(9)",
    "a lock nobody opens": "import threading\nlock = threading.Lock()\ndef f(): lock.acquire(); lock.acquire()",
    "its own channel": "import os\ndef f(): os.read(3, 1)",
}


@pytest.mark.parametrize("name", WAITING)
def test_a_call_that_waits_for_too_long_is_ended(make_worker, name):
    failure = failure_of(make_worker(WAITING[name], **SHORT))
    assert failure.verdict is Verdict.TIMEOUT
    assert failure.message == WAITED


def test_an_import_that_takes_too_long_is_ended(make_worker):
    with pytest.raises(WorkerFailure) as caught:
        make_worker("while True: pass", loading_s=0.1)
    assert caught.value.verdict is Verdict.TIMEOUT


DEATHS = {
    "os._exit(0)": ("import os\ndef f(): os._exit(0)", "ended itself with exit code 0"),
    "os._exit(3) of a thread": (
        "import os, threading, time\ndef f():\n  threading.Thread(target=os._exit, args=(3,)).start(); time.sleep(9)",
        "ended itself with exit code 3",
    ),
    "a null pointer": ("import ctypes\ndef f(): ctypes.string_at(0)", "ended by signal SIGSEGV"),
    "abort": ("import os\ndef f(): os.abort()", "ended by signal SIG(ABRT|SEGV|ILL)"),
    "closing its channel": (
        "import os, time\ndef f():\n  os.close(3); time.sleep(9)",
        "ended by signal SIGKILL",
    ),
    "closing every descriptor": (
        "import os\ndef f(): os.closerange(0, 64)",
        "ended itself with exit code 70",
    ),
}


@pytest.mark.parametrize("name", DEATHS)
def test_a_worker_that_ends_itself_has_crashed(make_worker, name):
    source, message = DEATHS[name]
    failure = failure_of(make_worker(source))
    assert isinstance(failure, WorkerDied) == ("SIGKILL" in message)  # as if somebody else had ended it
    assert failure.verdict is Verdict.CRASHED
    assert re.search(message, failure.message)
    assert failure.brief == "The process that ran your code ended before the call returned."


@from_level(1)
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGHUP", "SIGINT"])
def test_a_worker_cannot_end_itself_as_if_somebody_else_had(make_worker, name):
    """Whoever ends in this way is given another try."""
    worker = make_worker(
        f"import os, signal\ndef f(): os.kill(os.getpid(), signal.{name})\ndef g(): return 1"
    )
    assert error_of(worker).type_name == "PermissionError"
    assert worker.call("g", []).value == 1


@from_level(1)
def test_a_worker_can_set_itself_no_limit(make_worker):
    """One that ends by a limit of its own looks like one that was killed from outside."""
    worker = make_worker(
        "import resource as r\ndef f(kind): r.setrlimit(getattr(r, kind), (1, 1))\n"
        "def g(): return r.getrlimit(r.RLIMIT_CPU)"
    )
    for kind in ("RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_FSIZE"):
        with pytest.raises(StudentError):
            worker.call("f", [kind])
    assert worker.call("g", []).value[0] > 1


def test_a_worker_that_died_between_two_calls_is_noticed(make_worker):
    worker = make_worker(
        "import os, threading\nready = threading.Event()\n"
        "def g():\n  ready.wait(); os._exit(5)\n"
        "threading.Thread(target=g).start()\n"
        "def f(): ready.set()"
    )
    failure = None
    while failure is None:
        failure = _ending(worker)
    assert failure.verdict is Verdict.CRASHED
    assert (
        failure.message
        == "The process that ran your code ended itself with exit code 5; take out calls such as os._exit."
    )


def test_a_worker_killed_from_outside_is_noticed(make_worker):
    worker = make_worker("def f(): return 1")
    os.kill(worker.pid, signal.SIGKILL)
    assert isinstance(failure_of(worker), WorkerDied)
    assert not isinstance(failure_of(worker), WorkerDied)


def test_a_worker_that_has_ended_by_itself_is_not_alive(make_worker):
    worker = make_worker(
        "import os, threading\ndef f():\n  threading.Timer(0.05, os._exit, (1,)).start(); return 1"
    )
    assert worker.call("f", []).value == 1
    assert select.select([worker._pidfd], [], [], 5)[0]
    assert not worker.alive


HUNGRY = {
    "one large array": "import numpy as np\ndef f(): return np.ones(2**30).sum()",
    "a growing list": "def f():\n  x = [1]\n  while True: x = x + x",
    "many small objects": "def f():\n  x = []\n  while True: x.append([object()])",
    "text": "def f(): return len('x' * 2**33)",
}


@pytest.mark.parametrize("name", HUNGRY)
def test_more_memory_than_allowed_is_the_verdict_memory(make_worker, name):
    worker = make_worker(HUNGRY[name])
    with pytest.raises(WorkerFailure) as caught:
        worker.call("f", [])
    assert caught.value.verdict is Verdict.MEMORY
    assert caught.value.message == "Your code needed more than the 64 MiB of memory it may use."


def test_endless_recursion_ends_as_memory_or_crash_whatever_its_limit(make_worker):
    """Which of them differs between versions of Python; 3.11 may find no memory for the exception itself."""
    worker = make_worker(
        "import sys\nsys.setrecursionlimit(10**9)\ndef f(n=0): return f(n + 1)", memory_mib=32
    )
    with pytest.raises((WorkerFailure, StudentError)) as caught:
        worker.call("f", [])
    if isinstance(caught.value, StudentError):
        assert caught.value.type_name in ("RecursionError", "SystemError")
    else:
        assert caught.value.verdict in (Verdict.MEMORY, Verdict.CRASHED)


def test_a_worker_within_its_memory_goes_on_after_a_memory_error_of_its_own(make_worker):
    worker = make_worker("def f(n): return len(bytes(n))")
    with pytest.raises(WorkerFailure, match="64 MiB"):
        worker.call("f", [2**33])
    assert worker.call("f", [10]).value == 10


def test_a_library_that_runs_out_of_memory_in_its_own_words_is_the_verdict_memory(make_worker):
    words = "[enforce fail at alloc_cpu.cpp:75] DefaultCPUAllocator: can't allocate memory"
    worker = make_worker(f"def f(): raise RuntimeError({words!r})")
    with pytest.raises(WorkerFailure) as caught:
        worker.call("f", [])
    assert caught.value.verdict is Verdict.MEMORY


def test_a_flood_of_output_is_stopped_and_its_beginning_kept(make_worker):
    worker = make_worker("def f():\n  print('start')\n  while True: print('x' * 1000)", output_mib=1)
    failure = failure_of(worker)
    assert failure.verdict is Verdict.CRASHED
    assert failure.message == "Your code printed more than 1 MiB and was stopped."
    output = worker.take_output()
    assert len(output) == 64 * 1024
    assert output.startswith("start\nxxx")


def test_a_flood_between_two_calls_is_stopped_at_the_next(make_worker):
    worker = make_worker(
        "import os, threading\nready = threading.Event()\n"
        "def g():\n  ready.wait()\n  while True: os.write(1, b'x' * 4096)\n"
        "threading.Thread(target=g).start()\n"
        "def f(): ready.set()",
        output_mib=1,
    )
    failure = None
    while failure is None:
        failure = _ending(worker)
        worker.take_output()
    assert failure.message == "Your code printed more than 1 MiB and was stopped."


def test_output_is_kept_as_it_came_and_given_once(make_worker):
    worker = make_worker(
        "import sys, os\n"
        "def f():\n  print('out', flush=True); print('err', file=sys.stderr); os.write(1, b'\\xff\\x1b[2J')"
    )
    worker.call("f", [])
    assert worker.take_output() == "out\nerr\n\ufffd\x1b[2J"
    assert worker.take_output() == ""


def test_a_thread_left_running_ends_with_its_worker(make_worker):
    worker = make_worker(
        "import threading\ndef g():\n  while True: pass\ndef f(): threading.Thread(target=g).start(); return 1"
    )
    assert worker.call("f", []).value == 1
    used = worker.close()
    assert used.code == -signal.SIGKILL
    assert not worker.alive


def test_cpu_time_is_the_kernels_count(make_worker):
    worker = make_worker(
        "import time\ndef f():\n  end = time.process_time() + 0.1\n  while time.process_time() < end: pass"
    )
    before = worker.cpu_s
    worker.call("f", [])
    assert 0.1 <= worker.cpu_s - before < 1
    assert worker.close().cpu_s >= before + 0.1


# Forged replies ---------------------------------------------------------------------------------------------

FORGED = {
    "another nonce": ("os.write(3, frame('value', [2, [1, None]], nonce=1))", "an answer nobody asked for"),
    "garbage": ("os.write(3, b'\\xc1' * 64)", "a frame of"),
    "a frame of garbage": ("os.write(3, struct.pack('<IQ', 4, 0) + b'\\xc1' * 4)", "not a message"),
    "a frame larger than allowed": (
        "os.write(3, struct.pack('<IQ', 4, 2**40))",
        "a frame of 4 + 1099511627776 bytes",
    ),
    "a structure larger than allowed": ("os.write(3, struct.pack('<IQ', 2**21, 0))", "a frame of 2097152"),
    "an unknown kind": ("os.write(3, frame('passed', None))", "an answer of an unknown kind"),
    "another form": ("os.write(3, frame('value', [2, [1, 2, 3]]))", "an answer of another form"),
    "a callback nobody offered": (
        "os.write(3, frame('callback', [2, [0, [2, []], [3, []]]]))",
        "a callback nobody offered",
    ),
    "a callback of odd form": ("os.write(3, frame('callback', 'x'))", "a callback nobody offered"),
    "a reference of the grader": (
        "os.write(3, frame('value', [2, [[11, 0], None]]))",
        "a reference only the grader may send",
    ),
    "flags that are none": (
        "os.write(3, frame('value', [2, [1, None, [2, [[2, []], [2, ['x']]]]]]))",
        "an answer of another form",
    ),
    "an unknown dtype": (
        "os.write(3, frame('value', [2, [[6, 'HIDDEN INPUT', [1], []], None]]))",
        "HIDDEN INPUT",
    ),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_reply_is_a_crash_and_its_words_stay_with_the_staff(make_worker, name):
    statement, message = FORGED[name]
    failure = failure_of(make_worker(f"{FORGER}\ndef f(): {statement}"))
    assert failure.verdict is Verdict.CRASHED
    assert not isinstance(failure, WorkerDied)  # it is not worth a second try
    assert message in failure.message
    assert failure.brief == "The process that ran your code broke off its talk with the grader."


def test_a_second_reply_is_found_at_the_next_call(make_worker):
    worker = make_worker(
        f"{FORGER}\ndef f(): os.write(3, frame('value', [2, [1, None, [2, [[2, []], [2, []]]]]])); return 2"
    )
    assert worker.call("f", []).value == 1
    assert "an answer nobody asked for" in failure_of(worker).message


SILENT = {
    "half a header": "os.write(3, b'\\1\\0'); time.sleep(9)",
    "a header without its frame": "os.write(3, struct.pack('<IQ', 100, 0)); time.sleep(9)",
    "a byte now and then": (
        "os.write(3, struct.pack('<IQ', 10**6, 0))\n  while True: os.write(3, b'x'); time.sleep(0.01)"
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_the_deadline_holds_while_a_reply_is_late_in_coming(make_worker, name):
    worker = make_worker(f"{FORGER}\nimport time\ndef f():\n  {SILENT[name]}", **SHORT)
    started = time.monotonic()
    assert failure_of(worker).verdict is Verdict.TIMEOUT
    assert time.monotonic() - started < 2.5


def test_the_deadline_holds_while_callbacks_keep_coming(make_worker):
    """Every frame is there before the grader asks, and another thread takes the answers."""
    worker = make_worker(
        f"{FORGER}\nimport threading\n"
        "def drain():\n  while True: os.read(3, 1 << 16)\n"
        "def f(g):\n"
        "  many = frame('callback', [2, [0, [2, [1.0]], [3, []]]]) * 200_000\n"
        "  threading.Thread(target=drain).start()\n"
        "  while True: os.write(3, many)\n",
        **SHORT,
    )
    started = time.monotonic()
    assert (
        failure_of(worker, Callback(function=lambda x: x, like=(1.0,), max_calls=10**9)).verdict
        is Verdict.TIMEOUT
    )
    assert time.monotonic() - started < 2.5


def test_a_forged_exception_names_only_builtins_and_real_lines(make_worker):
    places = "[1, [[2, ['work.py', 4100041]], [2, ['/etc/x', 1]], [2, ['work.py']], 7]]"
    body = f"[2, ['the hidden input is 41', 'the hidden input is 41', 'z' * 500_000, {places}]]"
    error = error_of(make_worker(f"{FORGER}\ndef f(): os.write(3, frame('raised', {body}))"))
    assert error.type_name == "Exception"
    assert error.lines == ()
    assert len(error.text) < 2100


def test_a_forged_error_text_costs_the_grader_no_time(make_worker):
    """The search for the words of libraries that are out of memory is quadratic in the text."""
    body = "[2, ['OSError', 'OSError', 'OpenBLAS' * 120_000, [1, []]]]"
    worker = make_worker(f"{FORGER}\ndef f(): os.write(3, frame('raised', {body}))")
    started = time.monotonic()
    error_of(worker)
    assert time.monotonic() - started < 1


def test_a_forged_answer_to_loading_is_names_and_nothing_else(make_worker):
    body = "[2, [[1, ['f', 'g']], [3, [['f', [1, ['g']]]]], [1, ['Cell 1: full marks']]]]"
    worker = make_worker(f"{FORGER}\nos.write(3, frame('value', {body}))")
    assert worker.loaded == ({"f", "g"}, {"f": {"g"}}, ())


@pytest.mark.parametrize(
    "body",
    ["5", "[2, [1, 2]]", "[3, []]", "[2, [[1, []], [3, []]]]", "[2, [[1, ['f', 7]], [3, []], [1, []]]]",
     "[2, [[1, []], [3, [['f', 1]]], [1, []]]]", "[2, [[1, []], [3, [['f', [1, [7]]]]], [1, []]]]"],
)  # fmt: skip
def test_an_answer_to_loading_of_another_form_is_a_crash(make_worker, body):
    with pytest.raises(WorkerFailure, match="an answer of another form than asked for"):
        make_worker(f"{FORGER}\nos.write(3, frame('value', {body}))")


# Submissions ------------------------------------------------------------------------------------------------


def test_a_package_that_is_not_allowed_is_forbidden_by_name(make_worker):
    with pytest.raises(WorkerFailure) as caught:
        make_worker("import numpy\nimport pytest.collect")
    assert caught.value.verdict is Verdict.FORBIDDEN
    assert caught.value.message == "pytest is not allowed here; allowed: numpy, the standard library"
    assert caught.value.lines == (CodeLine(file="work.py", line=2),)


def test_the_words_of_a_forbidden_import_are_the_graders_own(make_worker):
    """The harness's class can be imported and raised with any text."""
    worker = make_worker(
        "def f(x):\n  from grader.worker.module_loader import ForbiddenImport\n  raise ForbiddenImport(repr(x))"
    )
    with pytest.raises(WorkerFailure) as caught:
        worker.call("f", [41])
    assert caught.value.message == "This package is not allowed here; allowed: numpy, the standard library"


def test_a_package_can_be_asked_for_and_not_found(make_worker):
    worker = make_worker(
        "try:\n  import pandas\nexcept ImportError:\n  pandas = None\ndef f(): return pandas is None"
    )
    assert worker.call("f", []).value is True


def test_a_function_that_is_to_be_written_may_not_be_called_by_any_of_its_names(make_worker):
    worker = make_worker(
        "import numpy as np\nfrom numpy.linalg import lstsq as solve\n"
        "def f(): return solve(np.eye(2), np.ones(2))\ndef g(): return np.linalg.lstsq(np.eye(2), np.ones(2))\n"
        "def h(): return np.linalg.solve(np.eye(2), np.ones(2))",
        forbidden=("numpy.linalg.lstsq", "numpy.no_such.thing"),
    )
    for name in "fg":
        with pytest.raises(
            WorkerFailure, match=r"numpy\.linalg\.lstsq is what you are asked to write"
        ) as caught:
            worker.call(name, [])
        assert caught.value.verdict is Verdict.FORBIDDEN
    assert worker.call("h", []).value.tolist() == [1, 1]


def test_modules_of_a_submission_import_each_other(make_worker):
    worker = make_worker(
        "from parts.layer import width\nimport parts, deep.down\ndef f(): return width(), parts.NAME, deep.down.X",
        files=[
            ("parts/__init__.py", "NAME = 'parts'", []),
            ("parts/layer.py", "from . import NAME\nfrom own import width", []),
            ("own.py", "def width(): return 7", []),
            ("deep/down.py", "X = 1", []),
        ],
    )
    assert worker.call("f", []).value == (7, "parts", 1)


def test_a_notebook_keeps_what_its_cells_define_and_says_what_was_left_out(make_worker):
    cells = [
        "import math\nimport no_such_plot_library", "def f(x):\n    return math.sqrt(x) + B", "y = 1\nx = = 3",
        "f(4)\nraise SystemExit", "B = 2 * (3 + 4)", "def g(): return 1 / 0",
    ]  # fmt: skip
    first = [(n + 1, 1 + sum(c.count("\n") + 1 for c in cells[:n])) for n in range(len(cells))]
    worker = make_worker("\n".join(cells), cells=first)
    assert worker.call("f", [9.0]).value == 17
    assert worker.loaded.notices == (
        "Cell 1: the import was left out: the package no_such_plot_library cannot be imported here.",
        "Cell 3 was left out: syntax error in its line 2.",
    )
    with pytest.raises(StudentError) as caught:
        worker.call("g", [])
    assert caught.value.lines == (CodeLine(file="work.py", line=10),)


@from_level(3)
def test_data_files_lie_beside_the_code(make_worker):
    worker = make_worker(
        "def f(): return open('data/x.csv').read(), len(open('large.bin', 'rb').read())",
        data=[("data/x.csv", b"1,2"), ("large.bin", bytes(3 << 20))],
    )
    assert worker.call("f", []).value == ("1,2", 3 << 20)


def test_sources_of_more_than_a_mebibyte_are_loaded(make_worker):
    long = "# " + "x" * 997 + "\n"
    worker = make_worker(
        long * 1000 + "import a, b\ndef f(): return 1", files=[(n, long * 1000, []) for n in ("a.py", "b.py")]
    )
    assert worker.call("f", []).value == 1


def test_every_worker_begins_with_the_same_random_numbers_and_the_same_order_of_sets(make_worker):
    source = (
        "import random\nimport numpy as np\n"
        "def f(): return random.random(), np.random.rand(), list({'a', 'b', 'c', 'd'})"
    )
    assert make_worker(source).call("f", []).value == make_worker(source).call("f", []).value


def test_what_one_worker_changes_no_other_sees(make_worker):
    make_worker(
        "import numpy as np, builtins, sys\n"
        "np.mean = None\nbuiltins.sorted = None\nsys.modules['math'] = None\nnp.seterr(all='raise')"
    )
    other = make_worker(
        "import numpy as np, math\ndef f(): return sorted([2, 1]), float(np.mean(np.ones(2) / 0)) == math.inf"
    )
    assert other.call("f", []).value == ([1, 2], True)


# Files ------------------------------------------------------------------------------------------------------


@from_level(2)
def test_no_file_of_the_project_the_machine_or_another_process_can_be_read(make_worker, tmp_path):
    open_to_all = tmp_path / "answers.txt"
    open_to_all.write_text("41")
    open_to_all.chmod(0o666)
    worker = make_worker(f"{KERNEL}\ndef f(path): return error_of(open, path) or error_of(os.listdir, path)")
    paths = [
        __file__, PROJECT / "pyproject.toml", PROJECT / "grader/sandbox/worker_client.py", PROJECT / "assignments",
        open_to_all, "/etc/passwd", "/etc/shadow", "/home", "/root/.bashrc", "/var", "/run", "/sys/kernel",
        "/proc/self/environ", "/proc/self/mem", "/proc/1/cmdline", f"/proc/{os.getpid()}/environ",
        f"/proc/{os.getpid()}/root/etc/passwd", "/dev/mem", "/dev/tty",
    ]  # fmt: skip
    readable = [
        path for path in map(str, paths) if worker.call("f", [path]).value not in (errno.EACCES, errno.ENOENT)
    ]
    assert readable == []


@from_level(3)
def test_only_interpreter_and_libraries_are_in_the_file_system(make_worker):
    worker = make_worker(
        "import os\ndef f(top, names):\n"
        "  here = os.listdir(top) if os.path.isdir(top) else []\n"
        "  return os.listdir('/'), [n for n in here if n in names], os.getcwd(), os.listdir('.'), os.listdir('/proc')"
    )
    root, project, cwd, here, proc = worker.call(
        "f", [str(PROJECT), [p.name for p in PROJECT.iterdir()]]
    ).value
    visible = libraries.visible_paths(("numpy",))
    allowed = {Path(path).parts[1] for path in visible} | {"tmp", "dev", "scratch", "proc"}
    assert set(root) <= allowed
    below = [Path(path).relative_to(PROJECT) for path in visible if Path(path).is_relative_to(PROJECT)]
    assert set(project) <= {path.parts[0] for path in below}
    assert (cwd, here, proc) == ("/scratch", [], ["cpuinfo"])


@from_level(2)
def test_what_no_submission_needs_of_the_libraries_is_left_out(make_worker):
    """A file that nobody reads is one on which a worker could leave a mark for the next."""
    visible = libraries.visible_paths(("numpy",))
    files = [
        file for path in libraries.left_out(visible) for file in Path(path).rglob("*.*") if file.is_file()
    ]
    others = [path for path in Path("/usr/lib").glob("*/*") if path.is_file()]
    tried = [str(path) for path in files[::20] + others if path in files or not str(path).startswith(visible)]
    assert len(tried) >= 10
    worker = make_worker(
        f"{KERNEL}\ndef f(paths): return [error_of(open, path, 'rb') for path in paths]\n"
        "def g(): import numpy.distutils, numpy.f2py, xml.dom.minidom, wsgiref.util; return True"
    )
    assert set(worker.call("f", [tried]).value) <= {errno.ENOENT, errno.EACCES}
    assert worker.call("g", []).value is True


def test_the_environment_holds_nothing_of_the_graders(make_worker):
    assert os.environ["COURSE_SECRET"]
    environment = make_worker("import os\ndef f(): return dict(os.environ)").call("f", []).value
    assert set(environment) <= {
        "PYTHONHASHSEED", "MALLOC_ARENA_MAX", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS",
        "LANG", "LC_CTYPE", "TZ", "HOME", "TMPDIR", "PATH",
    }  # fmt: skip


def test_a_worker_has_no_descriptor_but_its_own(make_worker):
    worker = make_worker(f"{KERNEL}\ndef f(): return [n for n in range(1024) if error_of(os.fstat, n) == 0]")
    assert worker.call("f", []).value == [0, 1, 2, 3]


def test_no_hidden_text_is_in_the_memory_a_worker_was_forked_with(make_worker):
    """The zygote is started anew, not forked, so nothing of the grader is in it."""
    worker = make_worker(
        "import sys\ndef f(): return [n for n in sys.modules if n.startswith(('grader', 'pytest'))]"
    )
    names = worker.call("f", []).value
    assert [n for n in names if not n.startswith(("grader.wire", "grader.worker"))] == ["grader"]


@from_level(2)
def test_nothing_outside_its_scratch_can_be_written_changed_or_removed(make_worker, tmp_path, level):
    victim = tmp_path / "victim.txt"
    victim.write_text("untouched")
    for path in (tmp_path.parent.parent, tmp_path.parent, tmp_path):
        path.chmod(0o777)
    victim.chmod(0o666)
    before = victim.stat()
    worker = make_worker(
        f"{KERNEL}\n"
        "def f(victim, folder):\n"
        "  new = folder + '/new'\n"
        "  attempts = [\n"
        "    (open, victim, 'a'), (open, victim, 'w'), (os.truncate, victim, 0), (os.chmod, victim, 0),\n"
        "    (os.unlink, victim), (os.utime, victim, (0, 0)), (os.chown, victim, -1, -1), (os.rename, victim, new),\n"
        "    (os.link, victim, new), (os.symlink, victim, new), (os.mkdir, new), (open, new, 'w'),\n"
        "    (os.mkfifo, new), (os.rmdir, folder), (os.setxattr, victim, 'user.x', b'1')]\n"
        "  return [a[0].__name__ for a in attempts if error_of(*a) == 0]"
    )
    assert worker.call("f", [str(victim), str(tmp_path)]).value == []
    assert victim.read_text() == "untouched"
    assert list(tmp_path.iterdir()) == [victim]
    after = victim.stat()
    for field in ("st_mode", "st_mtime_ns", "st_nlink", "st_uid", "st_size"):
        assert getattr(after, field) == getattr(before, field)
    folders = ["/", "/usr", "/etc", "/var/tmp", np.__path__[0], sys.prefix, str(PROJECT)]
    folders += [] if level == 3 else ["/tmp", "/dev/shm"]
    assert [d for d in folders if worker.call("f", [d + "/none", d]).value] == []


@from_level(1)
def test_a_file_keeps_its_mode_owner_times_and_length_whoever_owns_it(make_worker, tmp_path):
    """Landlock guards none of these, and as an ordinary user the student's code has the owner's id."""
    victim = tmp_path / "own.txt"
    victim.write_text("own")
    worker = make_worker(
        f"{KERNEL}\n"
        "def f(p): return [error_of(os.chmod, p, 0), error_of(os.utime, p), error_of(os.chown, p, -1, -1),\n"
        "                  error_of(os.truncate, p, 0)]"
    )
    assert worker.call("f", [str(victim)]).value == [errno.EPERM] * 4
    assert victim.read_text() == "own"


@from_level(3)
def test_scratch_is_private_and_empty_for_the_next_worker(make_worker, tmp_path):
    write = (
        "import tempfile\ndef f():\n"
        "  for d in ('/scratch', '/dev/shm'): open(d + '/left-behind', 'w').write('x')\n"
        "  return tempfile.gettempdir()"
    )
    read = "import os\ndef f(): return os.listdir('/scratch') + os.listdir('/dev/shm')"
    first, second = make_worker(write), make_worker(read)
    assert first.call("f", []).value == "/scratch"
    assert second.call("f", []).value == []
    assert make_worker(read).call("f", []).value == []
    assert not Path("/tmp/left-behind").exists()
    assert not Path("/dev/shm/left-behind").exists()


@from_level(3)
@pytest.mark.parametrize(
    "source",
    ["def f(): open('big', 'wb').write(bytes(65 << 20))",
     "def f():\n  for d in range(9): open(f'/scratch/{d}', 'wb').write(bytes(16 << 20))",
     "def f():\n  for n in range(6000): open(f'/dev/shm/{n}', 'w').close()"],
    ids=["one file", "several files", "many files"],
)  # fmt: skip
def test_scratch_holds_64_mib_and_4096_files(make_worker, source):
    error = error_of(make_worker(source, memory_mib=256))
    assert error.type_name == "OSError"
    assert "No space" in error.text or "File too large" in error.text


def test_files_are_created_closed_to_others_and_few_can_be_open(make_worker):
    worker = make_worker("import os\ndef f(): return os.umask(0), len([os.dup(0) for _ in range(100)])")
    assert error_of(worker).text == "[Errno 24] Too many open files"
    assert make_worker("import os\ndef f(): return os.umask(0)").call("f", []).value == 0o077


# Processes, network, kernel ---------------------------------------------------------------------------------


@from_level(1)
@pytest.mark.parametrize(
    "source",
    ["import os\ndef f(): os.fork()", "import os\ndef f(): os.posix_spawn('/bin/true', ['true'], {})",
     "import subprocess, sys\ndef f(): subprocess.run([sys.executable, '-c', ''])",
     "import os\ndef f(): os.execv('/bin/true', ['true'])",
     "import multiprocessing as m\ndef f(): m.get_context('fork').Process(target=print).start()"],
    ids=["fork", "posix_spawn", "subprocess", "exec", "multiprocessing"],
)  # fmt: skip
def test_no_process_can_be_started_and_no_program_run(make_worker, source, level):
    if level == 1 and closed_interpreter():
        source = "import os\ndef f(): os.posix_spawn('/bin/sh', ['sh'], {})"  # nothing more can be imported
    assert error_of(make_worker(source)).type_name == "PermissionError"


@from_level(1)
def test_a_shell_does_not_start(make_worker):
    assert make_worker("import os\ndef f(): return os.system('exit 0')").call("f", []).value != 0


def test_threads_can_be_started(make_worker):
    source = (
        "import threading\ndef f():\n"
        "  got = []\n  t = threading.Thread(target=got.append, args=(1,)); t.start(); t.join()\n  return got"
    )
    assert make_worker(source).call("f", []).value == [1]


@from_level(1)
def test_no_socket_can_be_opened(make_worker):
    worker = make_worker(
        f"{KERNEL}\nimport socket\ndef f(family, kind): return error_of(socket.socket, family, kind)"
    )
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            assert worker.call("f", [int(family), int(kind)]).value == errno.EPERM


@from_level(1)
def test_every_system_call_on_the_list_is_refused(make_worker):
    column, _ = seccomp._ARCHITECTURES[os.uname().machine]
    numbers = {name: both[column] for name, both in seccomp._REFUSED.items() if both[column] is not None}
    worker = make_worker(
        f"{KERNEL}\ndef f(numbers): return {{name: syscall(number) for name, number in numbers.items()}}"
    )
    answers = worker.call("f", [numbers]).value
    assert len(answers) > 80
    assert {name: code for name, code in answers.items() if code != errno.EPERM} == {}


@from_level(1)
def test_newer_forms_of_calls_do_not_exist(make_worker):
    """A library then takes the older form; with EPERM some would give up."""
    column, _ = seccomp._ARCHITECTURES[os.uname().machine]
    numbers = {name: both[column] for name, both in seccomp._ABSENT.items()} | {"of a later kernel": 600}
    worker = make_worker(
        f"{KERNEL}\ndef f(numbers): return {{name: syscall(number) for name, number in numbers.items()}}"
    )
    assert set(worker.call("f", [numbers]).value.values()) == {errno.ENOSYS}


X86 = pytest.mark.skipif(os.uname().machine != "x86_64", reason="system calls are numbered for x86-64 here")


@X86
@from_level(1)
def test_no_other_process_can_be_signalled(make_worker):
    worker = make_worker(
        f"{KERNEL}\n"
        "def f(target):\n"
        "  info = (ctypes.c_int * 32)(9, 0, -1)\n"
        "  return {\n"
        "    'kill': syscall(62, target, 0), 'all': syscall(62, -1, 0), 'group': syscall(62, 0, 0),\n"
        "    'minus': syscall(62, -target, 0), 'tkill': syscall(200, target, 0),\n"
        "    'tgkill': syscall(234, target, target, 0), 'queue': syscall(129, target, 0, ctypes.byref(info)),\n"
        "    'tgqueue': syscall(297, target, target, 0, ctypes.byref(info)), 'pidfd': syscall(434, target, 0),\n"
        "    'owner': syscall(72, 3, 8, target), 'signal': syscall(72, 3, 10, 9),\n"
        "    'group owner': syscall(16, 3, 0x8902, ctypes.byref(ctypes.c_int(target)))}"
    )
    for target in (os.getpid(), os.getppid(), worker._zygote._process.pid, 2):
        answers = worker.call("f", [target]).value
        assert set(answers.values()) == {errno.EPERM}, answers
    assert make_worker("import os\ndef f(): return os.getppid()").call("f", []).value != os.getpid()


MARKS_AND_QUESTIONS = {
    "preadv2 without waiting": (327, 4, 0, 0, 0, 0, 8), "pwritev2 in any way": (328, 4, 0, 0, 0, 0, 16),
    "a lock": (72, 4, 6, 0), "a lock to wait for": (72, 4, 7, 0), "who has a lock": (72, 4, 5, 0),
    "a lock of an open file": (72, 4, 37, 0), "who has a lock of an open file": (72, 4, 36, 0),
    "a lease": (72, 4, 1024, 0), "whether there is a lease": (72, 4, 1025), "notices": (72, 4, 1026, 1),
    "a hint for writes": (72, 4, 1036, 0), "the hint for writes": (72, 4, 1035, 0),
    "size of a pipe": (72, 1, 1031, 4096),
    "cards of the network": (16, 3, 0x8912, 0), "extents of a file": (16, 4, 0xC020660B, 0),
    "extents in memory": (16, 4, 0xC020662A, 0), "extents forgotten": (16, 4, 0x6628),
    "entropy": (16, 4, 0x80045200, 0),
    "pages merged": (28, 0, 4096, 12), "pages cold": (28, 0, 4096, 20), "pages out": (28, 0, 4096, 21),
    "pages gathered": (28, 0, 4096, 25), "merging of all": (157, 67, 1), "cores shared": (157, 62, 0),
    "huge pages": (9, 0, 2 << 20, 3, 0x40022, -1, 0),
    "clock of process 1": (228, (~1 << 3) | 2, 0), "its resolution": (229, (~1 << 3) | 2, 0),
    "sleep on it": (230, (~1 << 3) | 2, 0, 0, 0), "timer on it": (222, (~1 << 3) | 2, 0, 0),
}  # fmt: skip
"""Calls that are open but for an argument: number of x86-64, then the arguments."""


@X86
@from_level(1)
def test_of_a_call_with_harmless_uses_only_those_are_open(make_worker):
    worker = make_worker(
        f"{KERNEL}\ndef f(calls): return {{name: syscall(*call) for name, call in calls.items()}}"
    )
    calls = {name: list(call) for name, call in MARKS_AND_QUESTIONS.items()}
    answers = worker.call("f", [calls]).value
    assert {name: code for name, code in answers.items() if code != errno.EPERM} == {}


HARMLESS = """
import ctypes, fcntl, mmap, os, time
def f(path):
    with open(path, "rb") as file:
        assert os.preadv(file.fileno(), [bytearray(1)], 0) == 1
        assert fcntl.fcntl(file, fcntl.F_DUPFD_CLOEXEC, 0) > 2
        assert fcntl.fcntl(file, fcntl.F_GETFD) == fcntl.FD_CLOEXEC
        page = mmap.mmap(file.fileno(), 1, prot=mmap.PROT_READ)
        for advice in (mmap.MADV_WILLNEED, mmap.MADV_SEQUENTIAL, mmap.MADV_DONTNEED):
            page.madvise(advice)
    memory = mmap.mmap(-1, 4 << 20)
    memory.madvise(mmap.MADV_HUGEPAGE)
    os.set_blocking(1, False)
    os.set_blocking(1, True)
    assert not os.isatty(1)
    return time.process_time() + time.thread_time() >= 0
"""


@from_level(2)
def test_the_harmless_uses_of_the_same_calls_are_open(make_worker):
    assert make_worker(HARMLESS).call("f", [np.__file__]).value is True


@X86
@from_level(1)
def test_nobody_waits_on_a_futex_that_another_worker_could_find(make_worker):
    worker = make_worker(
        f"{KERNEL}\ndef f():\n"
        "  word = ctypes.c_uint32(0); private = 128\n"
        "  now = (ctypes.c_long * 2)(0, 1)\n"
        "  kinds = [(0, 0, now), (9, 0, now), (11, 0, now)]\n"
        "  shared = [syscall(202, ctypes.byref(word), op, value, at, 0, -1) for op, value, at in kinds]\n"
        "  return shared, syscall(202, ctypes.byref(word), private, 0, now, 0, 0)"
    )
    assert worker.call("f", []).value == ([errno.EAGAIN] * 3, errno.ETIMEDOUT)


JOINING = """
import ctypes, time
LIBC = ctypes.CDLL(None)
PAUSE = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)(lambda _: time.sleep(0.01))
def f():
    thread = ctypes.c_ulong()
    LIBC.pthread_create(ctypes.byref(thread), None, PAUSE, None)
    return LIBC.pthread_join(thread, None)
"""


def test_a_thread_of_c_code_can_be_joined(make_worker):
    """The one wait of the C library on a futex that is not private."""
    assert make_worker(JOINING).call("f", []).value == 0


@from_level(1)
def test_queued_signals_of_a_user_are_not_counted_together(make_worker):
    worker = make_worker(
        f"{KERNEL}\nimport signal, threading\n"
        "def f(number):\n"
        "  signal.pthread_sigmask(signal.SIG_BLOCK, [number])\n"
        "  return error_of(signal.pthread_kill, threading.get_ident(), number)"
    )
    assert worker.call("f", [signal.SIGRTMIN + 5]).value == errno.EAGAIN
    assert worker.call("f", [signal.SIGUSR1]).value == 0


def test_standard_input_is_the_workers_own(make_worker, level):
    """Its flags belong to the open file: with the zygote's, the next worker would find them as they were left."""
    if level == 1 and closed_interpreter():
        pytest.skip("nothing more can be imported")
    source = "import fcntl, os\ndef f(flags):\n  if flags: fcntl.fcntl(0, fcntl.F_SETFL, flags)\n"
    source += "  return fcntl.fcntl(0, fcntl.F_GETFL) & (os.O_APPEND | os.O_NONBLOCK)"
    first, second = make_worker(source), make_worker(source)
    assert first.call("f", [os.O_APPEND | os.O_NONBLOCK]).value == os.O_APPEND | os.O_NONBLOCK
    assert second.call("f", [0]).value == 0
    assert make_worker(source).call("f", [0]).value == 0


LIBRARIES = {
    "files of NumPy": (
        "import numpy as np\ndef f():\n"
        "  np.save('a.npy', np.arange(9.0)); np.savez('b.npz', a=np.eye(2)); np.savetxt('c.txt', np.eye(2))\n"
        "  m = np.memmap('d', dtype=float, mode='w+', shape=4); m[:] = 1; m.flush()\n"
        "  np.arange(5.0).tofile('e')\n"
        "  loaded = np.load('a.npy', mmap_mode='r'), np.load('b.npz')['a'], np.loadtxt('c.txt'), np.fromfile('e')\n"
        "  return sum(float(a.sum()) for a in loaded)", 50.0),
    "temporary files": (
        "import os, shutil, tempfile\ndef f():\n"
        "  with tempfile.NamedTemporaryFile() as file: file.write(b'x'); file.flush(); os.fsync(file.fileno())\n"
        "  with tempfile.TemporaryDirectory() as folder:\n"
        "    open(folder + '/a', 'w').write('text'); shutil.copyfile(folder + '/a', folder + '/b')\n"
        "    return open(folder + '/b').read()", "text"),
    "a pool of threads": (
        "from concurrent.futures import ThreadPoolExecutor\ndef f():\n"
        "  with ThreadPoolExecutor(4) as pool: return sum(pool.map(abs, range(-4, 4)))", 16),
    "a database in memory": (
        "import sqlite3\ndef f():\n  base = sqlite3.connect(':memory:'); base.execute('create table t(x)')\n"
        "  base.execute('insert into t values (3)'); return base.execute('select x from t').fetchone()[0]", 3),
    "an archive": (
        "import zipfile\ndef f():\n  with zipfile.ZipFile('a.zip', 'w') as a: a.writestr('b', 'c')\n"
        "  return zipfile.ZipFile('a.zip').read('b')", b"c"),
    "the size of a terminal": ("import shutil\ndef f(): return shutil.get_terminal_size().columns", 80),
    "processors": ("import os\ndef f(): return os.sysconf('SC_NPROCESSORS_ONLN') > 0 and os.cpu_count() > 0", True),
}  # fmt: skip


@from_level(3)
@pytest.mark.parametrize("name", LIBRARIES)
def test_libraries_do_without_the_refused_calls(make_worker, name):
    source, expected = LIBRARIES[name]
    assert make_worker(source, memory_mib=256).call("f", []).value == expected


@from_level(2)
@pytest.mark.parametrize(
    "source",
    ["import resource\ndef f(): resource.getrusage(resource.RUSAGE_SELF)", "import os\ndef f(): os.statvfs('/')",
     "import shutil\ndef f(): shutil.disk_usage('/')", "import os\ndef f(): os.pipe()",
     "import socket\ndef f(): socket.socketpair()", "import fcntl\ndef f(): fcntl.flock(0, fcntl.LOCK_SH)"],
    ids=["getrusage", "statvfs", "disk_usage", "pipe", "socketpair", "flock"],
)  # fmt: skip
def test_what_would_tell_of_the_machine_is_a_permission_error(make_worker, source):
    assert error_of(make_worker(source)).type_name == "PermissionError"


@from_level(3)
def test_a_worker_is_alone_in_its_namespace(make_worker):
    assert make_worker("import os\ndef f(): return os.getpid(), os.getppid()").call("f", []).value == (1, 0)


@X86
@from_level(1)
def test_the_memory_of_other_processes_cannot_be_reached(make_worker):
    worker = make_worker(
        f"{KERNEL}\n"
        "def f(target):\n"
        "  buffer = ctypes.create_string_buffer(64); vector = (ctypes.c_ulong * 2)(ctypes.addressof(buffer), 64)\n"
        "  p = ctypes.byref(vector)\n"
        "  return [syscall(310, target, p, 1, p, 1, 0), syscall(311, target, p, 1, p, 1, 0),\n"
        "          syscall(101, 16, target), syscall(101, 0x4206, target), syscall(312, target, target, 0, 0, 0)]"
    )
    assert worker.call("f", [os.getpid()]).value == [errno.EPERM] * 5


@X86
@from_level(1)
def test_no_namespace_can_be_made_and_nothing_mounted(make_worker):
    worker = make_worker(
        f"{KERNEL}\n"
        "def f():\n"
        "  made = [syscall(272, flag) for flag in (0x10000000, 0x20000, 0x20000000, 0x40000000)]\n"
        "  cloned = [syscall(56, flag | 17) for flag in (0, 0x10000000)]\n"
        "  mounted = [syscall(165, b'none', b'/tmp', b'tmpfs', 0, 0), syscall(161, b'/tmp')]\n"
        "  return made + cloned + mounted, syscall(435, 0, 0)"
    )
    assert worker.call("f", []).value == ([errno.EPERM] * 8, errno.ENOSYS)


@X86
@from_level(1)
def test_a_worker_cannot_outlive_the_zygote_or_change_the_limits_of_others(make_worker):
    worker = make_worker(
        f"{KERNEL}\nimport resource\n"
        "def f(target):\n"
        "  own = resource.prlimit(os.getpid(), resource.RLIMIT_AS)\n"
        "  try: resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))\n"
        "  except ValueError: own = 'kept'\n"
        "  return [syscall(157, 1, 0), syscall(302, target, 7, 0, 0)], own"
    )
    assert worker.call("f", [os.getpid()]).value == ([errno.EPERM] * 2, "kept")


@X86
@from_level(1)
def test_calls_of_another_architecture_end_the_worker_or_are_refused(make_worker):
    x32 = make_worker(f"{KERNEL}\ndef f(): return syscall(0x40000000 | 39)")
    assert x32.call("f", []).value == errno.EPERM
    source = f"{KERNEL}\nimport mmap\n" + (
        "code = mmap.mmap(-1, 4096, prot=7)\n"
        "code.write(bytes.fromhex('b814000000cd80c3'))\n"  # mov eax, 20 (getpid); int 0x80; ret
        "call = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))\n"
        "def f(): return call()"
    )
    assert "SIGSYS" in failure_of(make_worker(source)).message


@from_level(1)
def test_a_worker_has_no_user_of_this_machine_and_no_capability(make_worker, level):
    worker = make_worker(
        f"{KERNEL}\n"
        "def f():\n"
        "  header = (ctypes.c_uint32 * 2)(0x20080522, 0); data = (ctypes.c_uint32 * 6)()\n"
        "  assert libc.capget(header, data) == 0\n"
        "  return os.getuid(), os.geteuid(), os.getgroups(), list(data), libc.prctl(39, 0, 0, 0, 0)"
    )
    uid, effective, groups, sets, no_new_privileges = worker.call("f", []).value
    documented = 1 << 2 if level == 2 and closed_interpreter() else 0  # CAP_DAC_READ_SEARCH
    assert sets == [documented, documented, 0, 0, 0, 0]
    assert no_new_privileges == 1
    assert uid == effective != 0
    assert level != 3 or uid == 1000
    if os.getuid() == 0:
        assert groups == []
        assert level == 3 or uid >= 0x60000000


@from_level(1)
def test_root_cannot_be_regained(make_worker, level):
    worker = make_worker(
        f"{KERNEL}\ndef f(): return [error_of(os.setuid, 0), error_of(os.setgid, 0), error_of(os.setresuid, 0, 0, 0)]"
    )
    refused = errno.EINVAL if level == 3 else errno.EPERM  # at level 3 there is no such user
    assert worker.call("f", []).value == [refused] * 3


@from_level(1)
def test_priority_and_processors_stay_as_they_are(make_worker):
    worker = make_worker(
        f"{KERNEL}\ndef f(): return error_of(os.sched_setaffinity, 0, {{0}}), error_of(os.setpriority, 0, 0, 19)"
    )
    assert worker.call("f", []).value == (errno.EPERM, errno.EPERM)


# Gradients --------------------------------------------------------------------------------------------------


UNDIFFERENTIABLE = """
def no_graph(x): return (x * x).detach()
def in_place(x):
    y = x.exp()
    z = y * y
    y += 1
    return z
"""


@from_level(3)
def test_gradients_are_taken_in_the_worker(level):
    torch = pytest.importorskip("torch")
    zygote = start_zygote(("numpy", "torch"), ("numpy", "torch"), (level,))
    worker = Worker(zygote, Limits())
    try:
        worker.load([("work.py", "import torch\ndef f(x, w): return (x * x * w).sum(0)", [])], "work")
        x, w = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([1.0, -1.0])
        output, (dx, dw) = worker.gradients("f", [x, w], [0, 1], torch.tensor([1.0, 10.0]))
        assert torch.equal(output, torch.tensor([10.0, -20.0]))
        assert torch.equal(dx, torch.tensor([[2.0, -40.0], [6.0, -80.0]]))
        assert torch.equal(dw, torch.tensor([10.0, 200.0]))
        plain, (unused,) = worker.gradients("f", [x, w], [0], None)
        assert torch.equal(plain, output)
        assert unused.shape == x.shape
        worker.load([("cut.py", UNDIFFERENTIABLE, [])], "cut")
        assert worker.gradients("cut:no_graph", [x], [0], None)[1] == "cut off"
        assert worker.gradients("cut:in_place", [x], [0], None)[1] == "in place"
    finally:
        worker.close()
        zygote.close()


TRAINING = """
import torch

def f():
    torch.set_num_threads(2)
    torch.manual_seed(1)
    layer, head = torch.nn.LSTM(8, 16, batch_first=True), torch.nn.Linear(16, 1)
    optimizer = torch.optim.AdamW([*layer.parameters(), *head.parameters()], lr=0.05)
    data = torch.utils.data.TensorDataset(torch.randn(32, 10, 8))
    losses = []
    for _ in range(3):
        for (x,) in torch.utils.data.DataLoader(data, batch_size=8, shuffle=True):
            optimizer.zero_grad()
            loss = (head(layer(x)[0]) - 1).square().mean()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    largest = torch.linalg.svd(torch.randn(64, 64))[1][0].item()
    wide = torch.randn(500, 500)
    torch.save({"a": torch.eye(2)}, "a.pt")
    finite = bool((wide @ wide).isfinite().all())
    return losses[-1] < losses[0], largest > 0, finite, torch.load("a.pt")["a"].sum().item()
"""


@from_level(3)
def test_a_network_is_trained_on_two_threads_without_the_refused_calls(level):
    pytest.importorskip("torch")
    zygote = start_zygote(("numpy", "torch"), ("numpy", "torch"), (level,))
    worker = Worker(zygote, Limits(timeout_s=10.0))
    try:
        worker.load([("work.py", TRAINING, [])], "work")
        assert worker.call("f", []).value == (True, True, True, 2.0)
    finally:
        worker.close()
        zygote.close()
