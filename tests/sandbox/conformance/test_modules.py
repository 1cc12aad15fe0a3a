"""A submission's modules, notebooks and data are loaded; what is not allowed is refused."""

from __future__ import annotations

import pytest
from expectation import from_level

from grader.model import CodeLine, Verdict
from grader.sandbox.call_failure import StudentError, WorkerFailure


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
        "Cell 1: the import was left out. The package no_such_plot_library cannot be imported here.",
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
