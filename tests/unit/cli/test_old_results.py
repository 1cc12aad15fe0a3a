"""Results of version 0.1, from before there were gradebooks, are read and carried over by every command.

`tests/data/results_0_1` was written by that version, for the course of `conftest`. It is never written anew.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

OLD = Path(__file__).parents[2] / "data" / "results_0_1"


@pytest.fixture
def old(workshop):
    """The folder as the old version left it, and what was handed in then."""
    shutil.copytree(OLD, workshop.out)
    (workshop.out / "dot_grader").rename(workshop.out / ".grader")
    workshop.hand_in("ada")
    workshop.hand_in("bob", kind="averaged")
    workshop.hand_in("cat", kind="broken")
    workshop.write("class/dan_sums.zip", "no zip at all")
    return workshop


def shown(call, workshop):
    found = call("gradebook", "show", "-o", workshop.out, "--json", "-a", "sums", cwd=workshop.root).json
    return {each["student"]: (each["status"], each["final"], each["attempts"]) for each in found}


GRADES = {
    "ada": ("graded", 5.0, 1),
    "bob": ("graded", 3.0, 1),
    "cat": ("graded", 0.0, 1),
    "dan": ("rejected", None, 1),
}


def test_a_gradebook_is_made_of_them(old, call):
    assert call("gradebook", "rebuild", "-o", old.out, cwd=old.root).code == 0
    assert shown(call, old) == GRADES


def test_a_run_goes_on_with_them_and_nobody_counts_twice(old, call, grade):
    old.hand_in("eve")
    resumed = grade("--resume")
    assert resumed.code == 4
    assert shown(call, old) == GRADES | {"eve": ("graded", 5.0, 1)}


def test_a_new_attempt_counts_beside_the_old_one(old, call, grade):
    old.hand_in("bob", kind="unfinished")
    assert grade("--resume").code == 4
    assert shown(call, old) == GRADES | {"bob": ("graded", 3.0, 2)}


def test_an_old_record_keeps_the_seeds_that_it_was_graded_with(old, call):
    path = old.out / ".grader" / "records" / "sums" / "bob.json"
    seeds = {test["id"]: test["seed"] for test in json.loads(path.read_text())["record"]["staff"]}
    replayed = call("replay", path, cwd=old.root)
    assert replayed.code == 0
    for id_, seed in seeds.items():
        assert not seed or f"seed {seed}," in replayed.out, id_
    assert "was failed" not in replayed.out
    assert "was passed" not in replayed.out
