"""Which statements of a notebook are run: definitions, and what they use."""

from __future__ import annotations

import pytest

from grader.worker.notebook_cells import select_statements


def chosen(*cells: str):
    """The selection, and the module that its statements define."""
    first = [(n + 1, 1 + sum(c.count("\n") + 1 for c in cells[:n])) for n in range(len(cells))]
    selection = select_statements("work.ipynb", "\n".join(cells), first)
    module: dict[str, object] = {"__name__": "work"}
    for step in selection.statements:
        exec(step.code, module)
    return selection, module


KEPT = {
    "a constant that is computed": ("E = pow(2, -3)", "def f(): return E", 0.125),
    "a constant of a constant": ("A = len('ab')\nB = A * 2", "def f(): return B", 4),
    "a table filled by assignment": ("T = dict()\nT['a'] = 3", "def f(): return T['a']", 3),
    "one branch of two": ("import sys\nif sys.maxsize > 0:\n    N = 1\nelse:\n    N = 2", "def f(): return N", 1),
    "a guarded import": (
        "try:\n    import nothing_like_it as m\nexcept ImportError:\n    m = None", "def f(): return m", None,
    ),
    "a function by another name": ("def g(): return 5", "f = g", 5),
    "a lambda": ("import math", "f = lambda: math.floor(2.5)", 2),
    "a default of an argument": ("D = int('7')", "def f(x=D): return x", 7),
    "a name that is declared global": ("K = int('1')", "def f():\n    global K\n    K = K + 1\n    return K", 2),
    "a comprehension": ("P = [i * i for i in range(3)]", "def f(): return [p for p in P]", [0, 1, 4]),
    "an unpacked pair": ("a, b = divmod(7, 2)", "def f(): return (lambda c: b + c)(0)", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
def test_what_a_function_uses_is_kept_however_it_is_computed(name):
    first, second, value = KEPT[name]
    _, module = chosen(first, second)
    assert module["f"]() == value


DROPPED = {
    "a call": "print('x')",
    "a scratch variable": "x = print('x')",
    "a variable that only shares the name of an argument": "v = print('x')",
    "a variable that only shares the name of a local": "inner = print('x')",
    "a loop": "for total in range(3):\n    print(total)",
    "a check": "assert f(1) == print('x')",
}


@pytest.mark.parametrize("name", DROPPED)
def test_what_no_function_uses_is_not_run_and_needs_no_remark(name, capsys):
    selection, module = chosen("import math", "def f(v):\n    inner = v\n    return inner", DROPPED[name])
    assert capsys.readouterr().out == ""
    assert set(module) - {"__builtins__"} == {"__name__", "math", "f"}
    assert selection.remarks == []


def test_a_loop_that_sets_what_a_function_uses_is_not_run_and_told():
    selection, module = chosen("T = [0] * 3", "for i in range(3):\n    T[i] = i", "def f(): return T")
    assert module["f"]() == [0, 0, 0]
    assert selection.remarks == [(2, "loop", ("T",), 0, "", "")]


@pytest.mark.parametrize(
    "cell",
    ["tally, other = abs, len", "import functools\ntally = functools.partial(abs)", "tally = (lambda g: g)(abs)",
     "if True:\n    tally = abs", "tally: object = abs"],
)  # fmt: skip
def test_what_makes_a_function_of_a_task_is_kept_in_whatever_form(cell):
    module: dict[str, object] = {}
    for step in select_statements("work.ipynb", cell, [(1, 1)], ("tally",)).statements:
        exec(step.code, module)
    assert module["tally"](-3) == 3


@pytest.mark.parametrize(
    ("cell", "what"),
    [("L.append(1.0)", "block"), ("with open('x') as f:\n    L = 3", "block"), ("while not L:\n    L = [2]", "loop"),
     ("L.sort(key=len)", "block"), ("print(L)", ""), ("M.append(L)", ""), ("math.floor(2.5)", "")],
)  # fmt: skip
def test_a_statement_that_changes_what_a_function_uses_is_told(cell, what):
    selection, module = chosen("L = []", cell, "import math\ndef f(): return L if math.pi else 0")
    assert module["f"]() == []
    assert [(remark.cell, remark.what, remark.names) for remark in selection.remarks] == (
        [(2, what, ("L",))] if what else []
    )


def test_annotations_are_put_off_in_the_cells_after_the_one_that_asks_for_it():
    selection, module = chosen("from __future__ import annotations", "def f(x: Nothing) -> Nowhere: return x")
    assert module["f"](3) == 3
    assert selection.remarks == []


def test_without_it_an_alias_is_kept_because_an_annotation_uses_it():
    _, module = chosen(
        "import numpy as np\nArray = np.ndarray[tuple[int], np.dtype[np.float64]]",
        "def f(x: Array): return x",
    )
    assert module["f"](3) == 3


def test_a_cell_that_cannot_be_read_loses_only_itself():
    selection, module = chosen("def f(): return 1", "x = = 2", "def g(): return 2")
    assert selection.remarks == [(2, "syntax", (), 1, "", "")]
    assert module["g"]() == 2
