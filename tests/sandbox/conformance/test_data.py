"""Data and exceptions cross between grader and worker, as they are and by name."""

from __future__ import annotations

import numpy as np
import pytest
from expectation import error_of

from grader.model import CodeLine
from grader.sandbox.call_failure import StudentError
from grader.sandbox.worker_client import Want


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
    ("source", "name", "line", "column"),
    [
        ("x = (1,\n", "SyntaxError", 1, 5),
        ("x = 1\nraise OSError('no')", "OSError", 2, None),
        ("def f():\n    x\n  y", "IndentationError", 3, 4),
    ],
    ids=["syntax", "raises", "indentation"],
)
def test_a_module_that_cannot_be_imported_says_why_and_in_which_line(make_worker, source, name, line, column):
    with pytest.raises(StudentError) as caught:
        make_worker(source)
    assert caught.value.type_name == name
    assert caught.value.lines == (CodeLine(file="work.py", line=line, column=column),)


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
