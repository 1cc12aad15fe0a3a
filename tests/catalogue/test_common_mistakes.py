"""What several students did and nobody wrote down is offered as an entry for ``mistakes.toml``."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RIGHT = "return dout @ W.T, x.T @ dout, dout.sum(axis=0)"
LAST_SAMPLE = "return dout @ W.T, x[-1:].T @ dout[-1:], dout.sum(axis=0)"
TRANSPOSED = "return dout @ W.T, (x.T @ dout) * 3.7, dout.sum(axis=0)"


def grader(*words, rc=0):
    done = subprocess.run(
        [sys.executable, "-m", "grader", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == rc, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """Three students took the last sample only, two have a factor too many."""
    folder = tmp_path_factory.mktemp("common")
    source = (ROOT / "reference" / "backpropagation.py").read_text(encoding="utf-8")
    assert source.count(RIGHT) == 1
    for student, change in {
        "ada": LAST_SAMPLE,
        "bob": LAST_SAMPLE,
        "cat": LAST_SAMPLE,
        "dan": TRANSPOSED,
    }.items():
        path = folder / "class" / student / "backpropagation.py"
        path.parent.mkdir(parents=True)
        path.write_text(source.replace(RIGHT, change), encoding="utf-8")
    grader("grade", folder / "class", "-a", "backpropagation", "-o", folder / "out")
    return folder / "out"


def test_an_entry_is_offered_that_changes_the_reference_once(results):
    (found,) = json.loads(grader("verify", "backpropagation", "--results", results, "--json"))[
        "backpropagation"
    ]
    assert found["students"] == ["ada", "bob", "cat"]
    (entry,) = tomllib.loads(found["entry"])["mistakes"]
    source = (ROOT / "reference" / "backpropagation.py").read_text(encoding="utf-8")
    assert (entry["function"], source.count(entry["before"])) == ("affine_backward", 1)
    compile(source.replace(entry["before"], entry["after"]), "changed", "exec")
    assert entry["message"] == found["sentence"]


def test_the_students_and_the_entry_are_printed(results):
    shown = grader("verify", "backpropagation", "--results", results)
    assert "3 students made the same mistake in" in shown
    assert "ada, bob, cat" in shown
    assert "[[mistakes]]" in shown


def test_where_nothing_is_common_that_is_said(results):
    shown = grader("verify", "metrics", "--results", results)
    assert shown == "metrics: mistakes.toml has every mistake that 3 students or more made.\n"
