"""What a submission learns about hidden inputs does not leave: nothing of it reaches the student's folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import cli

HERE = Path(__file__).parent
MARK = "LEAKED"
NUMBER = 31_337
"""What the submissions below make of the hidden inputs; put together, so that not even their code holds it."""

PRELUDE = """
import numpy as np
def told(x):
    return "LEA" + "KED" + " ".join(map(repr, np.ravel(x).tolist()))
def scale(x, factor):
    return x * factor
"""
WAYS = {
    "exception": "def tally(x): raise ValueError(told(x))",
    "exception class": "def tally(x): raise type(told(x), (Exception,), {})()",
    "exception note": "def tally(x):\n  e = ValueError('x'); e.add_note(told(x)); raise e",
    "chained exception": (
        "def tally(x):\n  try: raise KeyError(told(x))\n  except KeyError as e: raise ValueError('x') from e"
    ),
    "output": "def tally(x):\n  print(told(x)); return np.zeros(len(x))",
    "error output": "import sys\ndef tally(x):\n  sys.stderr.write(told(x)); return np.zeros(len(x))",
    "shape": "def tally(x): return np.zeros((1, 31_000 + 337))",
    "keys": "def tally(x): return {told(x): 1.0}",
    "text": "def tally(x): return told(x)",
    "class of the result": "def tally(x): return type(told(x), (), {})()",
    "value": "def tally(x): return np.full(len(x), 31_000 + 337.0)",
    "structure": "def tally(x): return [told(x)] * 3 + [31_000 + 337]",
    "function name": (
        "def tally(x):\n  space = {}\n"
        "  exec('def LEA' + 'KED_f' + '(): raise ValueError()', space)\n  space['LEA' + 'KED_f']()"
    ),
    "not implemented": "def tally(x): raise NotImplementedError(told(x))",
    "exit": "def tally(x): raise SystemExit(told(x))",
    "signal": "import os\ndef tally(x):\n  print(told(x), 31_000 + 337, flush=True); os.abort()",
    "dtype": "def tally(x): return np.zeros(len(x), dtype=[(told(x)[:20], float)])",
    "warning": "import warnings\ndef tally(x):\n  warnings.warn(told(x)); return np.zeros(len(x))",
}  # fmt: skip


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The folder of every student under every policy below ``full``, and under ``full``."""
    folders = {}
    for policy in ("none", "verdict", "hint", "full"):
        place = tmp_path_factory.mktemp(policy)
        course = Path(shutil.copytree(HERE / "course", place / "course"))
        settings = course / "puzzle" / "assignment.toml"
        settings.write_text(settings.read_text() + f'\n[feedback]\nhidden = "{policy}"\n')
        work = place / "class"
        work.mkdir()
        for number, body in enumerate(WAYS.values()):
            (work / f"way{number:02}.py").write_text(PRELUDE + body + "\n")
        command = ["grade", str(work), "-a", "puzzle", "-o", str(place / "out"), "--jobs", "1"]
        done = CliRunner().invoke(cli, [*command, "--course", str(course)])
        assert done.exit_code == 0, done.output
        folders[policy] = place / "out"
    return folders


EACH = pytest.mark.parametrize(("number", "way"), list(enumerate(WAYS)), ids=WAYS)


def _told(folder: Path) -> str:
    """Everything in a student's folder that is data."""
    report = json.loads((folder / "report.json").read_text())
    others = [p for p in folder.rglob("*") if p.is_file() and p.suffix not in (".html", ".json")]
    assert others == []
    return json.dumps(report)


@EACH
@pytest.mark.parametrize("policy", ["none", "verdict", "hint"])
def test_below_full_nothing_of_the_hidden_inputs_is_in_the_students_folder(graded, policy, number, way):
    folder = graded[policy] / f"way{number:02}" / "puzzle"
    told = _told(folder)
    assert MARK not in told, way
    assert str(NUMBER) not in told, way
    assert MARK not in (folder / "report.html").read_text(), way


@EACH
def test_no_way_out_earns_a_point(graded, number, way):
    report = json.loads((graded["hint"] / f"way{number:02}" / "puzzle" / "report.json").read_text())
    assert report["score"] == 2, way


def test_under_full_the_whole_story_is_told(graded):
    """The check above can fail: the same submissions do leak where the course allows it."""
    leaked = [
        number for number in range(len(WAYS)) if MARK in _told(graded["full"] / f"way{number:02}" / "puzzle")
    ]
    assert len(leaked) >= 4
