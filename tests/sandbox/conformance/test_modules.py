"""A submission's modules, notebooks and data are loaded; what is not allowed is refused."""

from __future__ import annotations

import pytest
from expectation import from_level

from grader.model import CodeLine, Verdict
from grader.sandbox.call_failure import StudentError, WorkerFailure

ALLOWED = "allowed: numpy, the standard library"
FORMS = [
    ("import numpy\nimport pytest.collect", "pytest.collect.f"),
    ("import numpy, pytest as p", "p.raises(x)"),
    ("from pytest import raises", "raises(x)"),
    ("from pytest import raises", "x @ raises"),
    ("import pytest\nclass C(pytest.Item): pass", "C()"),
    ("import pytest\nX = pytest.f()", "X + 1"),
    ("import pytest\nX: int = pytest.f()", "[*X]"),
    ("if True:\n  import pytest as p", "p.raises"),
    ("def load():\n  import pytest\n  return 1\nX = load()", "X[0]"),
]


@pytest.mark.parametrize("cells", [(), ((1, 1),)], ids=["file", "notebook"])
@pytest.mark.parametrize(("head", "use"), FORMS)
def test_a_package_that_is_not_allowed_is_forbidden_by_name_where_it_is_used(make_worker, head, use, cells):
    """In a Python file and in a notebook alike; functions that do without it work."""
    worker = make_worker(f"{head}\ndef f(x):\n  return {use}\ndef g(): return 7", cells=cells)
    assert worker.call("g", []).value == 7
    with pytest.raises(WorkerFailure) as caught:
        worker.call("f", [1.0])
    assert caught.value.verdict is Verdict.FORBIDDEN
    assert caught.value.message == caught.value.brief == f"pytest is not allowed here; {ALLOWED}"


def test_a_function_whose_signature_needs_a_refused_package_is_forbidden_by_name(make_worker):
    worker = make_worker(
        "import pytest\ndef f(x: pytest.Item): return x\n@pytest.fixture\ndef g(): return 1\ndef h(): return 2"
    )
    assert worker.call("h", []).value == 2
    for name in "fg":
        assert name in worker.loaded.names
        with pytest.raises(WorkerFailure, match=f"pytest is not allowed here; {ALLOWED}"):
            worker.call(name, [])


def test_a_package_that_is_not_there_fails_what_uses_it(make_worker):
    worker = make_worker("from no_such.part import thing\ndef f(): return thing(1)\ndef g(): return 7")
    assert worker.call("g", []).value == 7
    with pytest.raises(StudentError, match="ModuleNotFoundError: No module named 'no_such'"):
        worker.call("f", [])


@pytest.mark.parametrize("cells", [(), ((1, 1),)], ids=["file", "notebook"])
def test_a_refused_import_is_noted_with_its_line_and_whether_something_uses_it(make_worker, cells):
    worker = make_worker(
        "import math, no_such.pyplot as plt\nimport pytest\nfrom no_such import *\n"
        "def f(): return pytest.f()\ndef g(): return math.sqrt(4)",
        cells=cells,
    )
    where = "Cell 1, line" if cells else "Line"
    available = "Only what uses it fails. Available: numpy, the standard library."
    assert worker.loaded.notices == (
        f"{where} 1: no_such is not available here. Nothing uses it, so the import was left out.",
        f"{where} 2: pytest is not available here. {available}",
        f"{where} 3: no_such is not available here. {available}",
    )
    assert worker.call("g", []).value == 2


def test_a_notice_about_an_import_beside_the_main_file_names_the_file(make_worker):
    worker = make_worker("import own\ndef f(): return own.X", files=[("own.py", "import no_such\nX = 1", [])])
    assert worker.call("f", []).value == 1
    assert worker.loaded.notices == (
        "own.py, line 1: no_such is not available here. Nothing uses it, so the import was left out.",
    )


def test_a_refused_package_stays_unknown_to_code_that_uses_its_stand_in(make_worker):
    """Every operation on what stands in its place raises, and nothing of the package is loaded."""
    worker = make_worker(
        "import pytest\nimport sys\nG = globals()\n"
        "def used():\n"
        "  tries = [lambda p=p: p() for p in ()]\n"
        "  s, found = G['py' + 'test'], []\n"
        "  for use in (lambda: s.x, lambda: s(), lambda: s[0], lambda: iter(s), lambda: bool(s), lambda: s + 1,\n"
        "              lambda: 1 @ s, lambda: len(s), lambda: setattr(s, 'x', 1), lambda: s.__enter__(),\n"
        "              lambda: s.__class__._refuse, lambda: float(s), lambda: s == s.x):\n"
        "    try:\n"
        "      found.append(repr(use()))\n"
        "    except Exception as error:\n"
        "      found.append(type(error).__name__)\n"
        "  return found, 'pytest' in sys.modules, sorted(vars(s))"
    )
    found, loaded, kept = worker.call("used", []).value
    assert set(found) == {"ForbiddenImport", "AttributeError"}
    assert found.count("AttributeError") == 1
    assert not loaded
    assert kept == ["_refusal"]


def test_a_stand_in_that_is_returned_is_no_result(make_worker):
    worker = make_worker("import pytest\ndef f(): return [pytest]")
    returned = worker.call("f", []).value
    with pytest.raises(WorkerFailure, match="pytest is not allowed here"):
        returned[0] + 1


def test_a_file_with_a_refused_import_keeps_its_docstring_its_future_and_its_syntax_errors(make_worker):
    worker = make_worker(
        '"""Words."""\nfrom __future__ import annotations\nimport pytest\n'
        "def f(x: NoSuchName = 1): return __doc__, f.__annotations__['x']"
    )
    assert worker.call("f", []).value == ("Words.", "NoSuchName")
    with pytest.raises(StudentError, match="SyntaxError: 'return' outside function") as caught:
        make_worker("import pytest\nreturn 1")
    assert caught.value.lines == (CodeLine(file="work.py", line=2, column=1),)


def test_errors_of_a_file_with_a_refused_import_keep_their_lines(make_worker):
    with pytest.raises(StudentError, match="ZeroDivisionError") as caught:
        make_worker("import pytest\ndef f(): return 1\nX = 1 / 0")
    assert caught.value.lines == (CodeLine(file="work.py", line=3),)


@pytest.mark.parametrize("call", ["breakpoint()", "import pdb; pdb.set_trace()"])
@pytest.mark.parametrize("head", ["", "import no_such\n"])
def test_a_forgotten_breakpoint_is_named_with_its_line(make_worker, head, call):
    worker = make_worker(f"{head}def f():\n  {call}\n  return 1")
    with pytest.raises((WorkerFailure, StudentError)) as caught:
        worker.call("f", [])
    if isinstance(caught.value, StudentError):  # level 1: no file can be opened, and pdb is not loaded
        assert str(caught.value) == "ModuleNotFoundError: No module named 'pdb'"
        return
    assert caught.value.verdict is Verdict.FORBIDDEN
    assert caught.value.message.startswith("Your code starts a debugger (breakpoint() or pdb)")
    assert caught.value.brief == caught.value.message
    assert caught.value.lines[-1].line in (2 + bool(head), 3 + bool(head))


def test_a_breakpoint_outside_of_functions_stops_a_file_with_a_refused_import_too(make_worker):
    with pytest.raises(WorkerFailure, match=r"starts a debugger \(breakpoint\(\) or pdb\)"):
        make_worker("import pytest\nbreakpoint()")


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
        "Cell 1, line 2: no_such_plot_library is not available here. Nothing uses it, so the import was left out.",
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
