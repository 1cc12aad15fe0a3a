"""A worker starts with nothing of the grader's and nothing of another worker's."""

from __future__ import annotations

import os

import pytest
from expectation import KERNEL, closed_interpreter


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
