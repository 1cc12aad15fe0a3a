"""``check`` is fast because it loads only what it needs."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

WORK = "def total(x):\n    return float(sum(x))\n\n\ndef spread(x):\n    return float(max(x) - min(x))\n"
PROGRAM = """
import json, sys
from grader.cli import main
try:
    main()
except SystemExit as end:
    code = end.code
names = sorted({name.partition(".")[0] for name in sys.modules})
print(json.dumps([code, names]), file=sys.stderr)
"""


@pytest.fixture
def loaded(workshop, call):
    """Exit code of ``grader check`` on an assignment in numpy, and the packages that it loaded."""
    folder = workshop.root / "handout"
    assert call("handout", "sums", folder, "--course", workshop.course).code == 0
    (folder / "sums.py").write_text(WORK)
    command = [sys.executable, "-c", PROGRAM, "check", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
    code, names = json.loads(done.stderr.splitlines()[-1])
    return code, set(names)


def test_check_runs_the_public_tests_and_so_loads_numpy_and_pytest(loaded):
    code, names = loaded
    assert code == 0
    assert {"numpy", "pytest"} <= names


def test_check_on_an_assignment_in_numpy_loads_neither_torch_nor_pandas_nor_sqlalchemy(loaded):
    assert not loaded[1] & {"torch", "pandas", "sqlalchemy"}


def test_check_loads_nothing_that_renders_pages_or_progress_bars(loaded):
    assert not loaded[1] & {"jinja2", "markdown_it", "latex2mathml", "rich"}
