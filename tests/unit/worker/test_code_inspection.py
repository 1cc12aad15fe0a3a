"""What pyflakes and the checks beside it find in a file, and what they leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.worker.code_inspection import inspect

ROOT = Path(__file__).parents[3]
RIGHT = sorted(
    path
    for pattern in ("reference/*.py", "assignments/*/independent/*.py", "assignments/*/solutions/*.py")
    for path in ROOT.glob(pattern)
)
IMPORT = "import numpy as np\n"


def found(text: str) -> list[tuple[str, ...]]:
    return [tuple(finding) for finding in inspect("work.py", IMPORT + text, [], [])]


def found_in_cells(*cells: str, asked: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    first = [(n + 1, 1 + sum(c.count("\n") + 1 for c in cells[:n])) for n in range(len(cells))]
    return [tuple(finding) for finding in inspect("work.ipynb", "\n".join(cells), first, asked)]


FOUND = {
    "a value that nothing reads": ("def f(x):\n    n = len(x)\n    return x", ("unused value", "f", "n")),
    "in a loop": ("def f(x):\n    for i in x:\n        y = i\n    return x", ("unused value", "f", "y")),
    "in a method": (
        "class B:\n    def g(self):\n"
        "        y = 2\n        return 1",
        ("unused value", "B.g", "y"),
    ),
    "in an inner function": (
        "def f(x):\n    def g():\n"
        "        y = 1\n        return 2\n    return g() + x",
        ("unused value", "f.g", "y"),
    ),
    "a name that nothing sets": ("def f(x):\n    return x + esp", ("undefined", "f", "esp")),
    "a name of the main block": (
        "def f(x):\n    return x * W\nif __name__ == '__main__':\n    W = 2", ("not run", "f", "W"),
    ),
    "a local name before its value": (
        "w = 1\ndef f(x):\n    y = w + x\n    w = 2\n    return y + w", ("used too early", "f", "w"),
    ),
    "a function twice": ("def f(x): return x\ndef f(x): return 2 * x", ("defined twice", "f", "f")),
    "a calculation at the end": ("def f(x):\n    x * 2", ("no return", "f", "")),
    "an assignment at the end": ("def f(x):\n    y = x * 2", ("no return", "f", "")),
    "an assignment at the end of a branch": (
        "def f(x):\n    if x:\n        y = 1\n    else:\n        y = 2", ("no return", "f", ""),
    ),
    "a mean at the end": ("def f(x):\n    np.mean(x)", ("no return", "f", "")),
    "a name at the end": ("def f(x):\n    y = x * 2\n    y", ("no return", "f", "")),
    "a branch without return": ("def f(x):\n    if x:\n        return 1\n    y = x", ("open end", "f", "")),
    "a loop that may end": ("def f(x):\n    for i in x:\n        if i: return i", ("open end", "f", "")),
    "a return in a loop": (
        "def f(x):\n    y = 0\n    for i in x:\n        y += i\n        return y", ("return in loop", "f", ""),
    ),
    "a calculation in a line of its own": (
        "def f(x):\n"
        "    x - x.mean()\n    return x",
        ("lost value", "f", ""),
    ),
    "a comparison meant to assign": (
        "def f(x):\n    if len(x):\n"
        "        x == 1\n    return x",
        ("lost value", "f", ""),
    ),
    "a result of numpy": ("def f(x):\n    np.clip(x, 0, 1)\n    return x", ("lost result", "f", "clip")),
    "a result of a method": ("def f(x):\n    x.reshape(-1)\n    return x", ("lost result", "f", "reshape")),
    "an argument that nothing reads": ("def f(x, eps): return x", ("unread argument", "f", "eps")),
    "an argument by keyword": ("def f(x, *, eps=1): return x", ("unread argument", "f", "eps")),
    "an argument with a value of its own": (
        "def f(x, eps):\n    eps = 1e-5\n    return x + eps", ("replaced argument", "f", "eps"),
    ),
    "a term that is replaced": (
        "def f(x):\n    dx = x * 2\n    dx = x * 3\n    return dx", ("replaced value", "f", "dx"),
    ),
    "data outside of the function": ("X = np.ones(3)\ndef f(y): return X - y", ("outside", "f", "X")),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_a_finding_has_its_kind_its_function_and_a_name(name):
    text, finding = FOUND[name]
    assert finding in found(text)
    assert {kind for kind, *_ in found(text)} <= {finding[0], "unused value"}


QUIET = {
    "a function that is not written": "def f(x, eps):\n    '''Later.'''\n    raise NotImplementedError",
    "two values unpacked": "def f(x):\n    n, d = x.shape\n    return d",
    "an exception that is not looked at": (
        "def f(x):\n    try:\n        return x\n"
        "    except OSError as error:\n        raise ValueError"
    ),
    "a file that is not read": "def f(x):\n    with open(x) as file:\n        return 1",
    "names that say that they are not used": "def f(x, _unused):\n    _left = 1\n    return x",
    "a method's own object": (
        "class B:\n    def f(self): return 1\n"
        "    def __exit__(self, kind, error, trace): return None"
    ),
    "a callback's arguments": "def f(x):\n    def g(step, state): return x\n    return g",
    "an argument that an inner function reads": "def f(x, k):\n    return [(lambda: k)() for _ in x]",
    "an argument set anew from itself": "def f(x):\n    x = np.asarray(x)\n    return x",
    "an argument with a default": "def f(x, k=None):\n    if k is None:\n        k = 3\n    return x * k",
    "variables that are all read": "def f(x, y):\n    return x.format(**locals())",
    "a change in place": "def f(w, g):\n    for k in w:\n        w[k] -= g[k]",
    "a sum in place": "def f(w, g):\n    w -= g",
    "an attribute": "class B:\n    def set(self, x):\n        self.x = x * 2",
    "a result written elsewhere": "def f(x):\n    np.exp(x, out=x)\n    return x",
    "a generator": "def f(x):\n    for i in x:\n        yield i\n        last = i\n    print(last)",
    "a function that only prints": "def f(x):\n    print(x)",
    "an end by an exception": "def f(x):\n    if x: return 1\n    raise ValueError",
    "a loop that may go on": "def f(x):\n    for i in x:\n        if i: continue\n        return i\n    return None",
    "an endless loop": "def f(x):\n    while True:\n        if x: return 1",
    "branches that all return": (
        "def f(x):\n    if x: return 1\n"
        "    elif x is None: return 2\n    else: return 3"
    ),
    "an end that says None": "def f(x):\n    if x: return 1\n    return None",
    "a start that is replaced": "def f(x):\n    y = np.zeros(3)\n    y = x * 2\n    return y",
    "a value read by its successor": "def f(x):\n    y = x * 2\n    y = y + 1\n    return y",
    "a value read by an inner function": (
        "def f(x):\n    def g(): return y\n    y = x * 2\n"
        "    z = g()\n    y = x * 3\n    return y + z"
    ),
    "a value that a loop may leave with": (
        "def f(x):\n    while x:\n        y = x * 2\n"
        "        if y: break\n        y = x * 3\n    return y"
    ),
    "functions of two branches": (
        "try:\n    from math import g\nexcept ImportError:\n"
        "    def g(x): return x\ndef f(x): return g(x)"
    ),
    "constants, types and aliases outside": (
        "eps = 2 ** -40\nRATE = np.log(2)\nArray = np.ndarray\nh = np.vectorize(len)\n"
        "def f(x: Array): return h(x) + eps + RATE"
    ),
    "a name from a star": "from math import *\ndef f(x): return sin(x)",
    "statements outside of functions": "x = missing\ny = 2\ny == 3",
}  # fmt: skip


@pytest.mark.parametrize("name", QUIET)
def test_what_may_be_meant_is_left_alone(name):
    assert found(QUIET[name]) == []


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_nothing_is_found_in_a_right_answer(path):
    assert inspect(path.name, path.read_text(encoding="utf-8"), [], []) == []


def test_the_name_of_a_deleted_cell_is_found():
    assert found_in_cells("def f(x):\n    return x * W", "print(1)") == [("undefined", "f", "W")]


def test_a_name_of_a_cell_that_is_not_run_is_told_apart():
    assert found_in_cells("def f(x):\n    return x * W", "for W in range(3):\n    print(W)") == [
        ("not run", "f", "W")
    ]


def test_a_name_may_stand_in_a_cell_that_cannot_be_read():
    assert found_in_cells("def f(x):\n    return x * W", "W = = 1") == []


def test_data_of_another_cell_are_found():
    cells = ("import numpy as np\nX = np.ones(3)", "def f(y):\n    return X - y")
    assert found_in_cells(*cells) == [("outside", "f", "X")]


def test_cells_define_a_function_twice():
    assert ("defined twice", "f", "f") in found_in_cells("def f(x): return x", "def f(x): return 2 * x")


def test_what_a_cell_tries_out_is_not_inspected():
    assert found_in_cells("def f(x): return x", "y = [f(1)]\ny == 2\nmissing") == []


def test_a_definition_that_is_replaced_is_not_inspected():
    text = "def f(x, eps):\n    n = 1\n    return x + missing\ndef f(x): return 2 * x"
    assert found(text) == [("defined twice", "f", "f")]


def test_nothing_is_said_twice():
    twice = "def f(x):\n    y = 1\n    if x:\n        esp\n        esp\n    return esp"
    told = found(twice)
    assert len(told) == len(set(told))
    assert told.count(("undefined", "f", "esp")) == 1
