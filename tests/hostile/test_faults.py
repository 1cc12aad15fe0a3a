"""Whatever is killed, full or gone: the run, or the same command with --resume, ends as if undisturbed.

Fifty moments for each kind of process, and every write, are tried by ``long_faults.py``.
"""

from __future__ import annotations

import json
import random
import shutil

import pytest
from aftermath import BY_ITSELF, RESUMED, Grades, Trials, check_finished, check_words
from fault import Broken, Moment, adopting_orphans, records
from surroundings import can_mount

NEEDS_MOUNTS = pytest.mark.skipif(
    not can_mount(), reason="needs root, to mount a disk in a namespace of its own"
)


@pytest.fixture(scope="module")
def trials(tmp_path_factory):
    with adopting_orphans():
        yield Trials(tmp_path_factory.mktemp("faults"))


@pytest.mark.parametrize(("seed", "at_write"), [(1, 0), (2, 30)], ids=["killed", "killed while it writes"])
def test_a_worker_a_zygote_a_grading_process_and_the_command_killed_in_turn_change_nothing(
    trials, seed, at_write
):
    chance = random.Random(seed)
    victims = [*chance.sample(["worker", "zygote", "grading"], 3), *([] if at_write else ["main"])]
    strikes = [
        (victim, Moment(records=2 * n + 1, delay_s=chance.uniform(0, 0.02)))
        for n, victim in enumerate(victims)
    ]
    assert trials.killed(chance, *strikes, at_write=at_write) == RESUMED


def test_an_output_folder_removed_under_the_run_is_told_and_made_good(trials):
    assert trials.removed(Moment(records=5)) == RESUMED


@NEEDS_MOUNTS
def test_a_disk_that_is_full_stops_the_run_and_a_larger_one_lets_it_go_on(trials):
    assert trials.full_disk("size=256k") == RESUMED


@NEEDS_MOUNTS
def test_a_full_tmp_does_not_disturb(trials):
    assert trials.full_tmp() == BY_ITSELF


def _other_score(out):
    path = records(out) / "right0.json"
    path.write_text(path.read_text().replace('"score": 4', '"score": 3'))


def _other_mistake(out):
    path = out / "wrong0" / "puzzle" / "report.json"
    report = json.loads(path.read_text())
    report["tests"][0]["mistake"] = None
    path.write_text(json.dumps(report))


@pytest.mark.parametrize(
    "damage",
    [
        _other_score,
        _other_mistake,
        lambda out: (out / "right1" / "puzzle" / "report.html").unlink(),
        lambda out: (out / "right1" / "puzzle" / "report.html").write_text("<html>"),
        lambda out: (records(out) / "C_abort.json").unlink(),
        lambda out: shutil.copytree(out / "right0", out / "right9"),
        lambda out: shutil.rmtree(out / ".grader"),
        lambda out: (out / "grades.csv").write_text("student\n"),
        lambda out: (out / "index.html").unlink(),
        lambda out: (out / ".0123.tmp").touch(),
    ],
)
def test_the_checks_see_what_is_lost_changed_doubled_or_left(trials, tmp_path, damage):
    run = trials.finished
    out = shutil.copytree(run.out, tmp_path / "out")
    assert Grades.of(out) == trials.undisturbed
    damage(out)
    with pytest.raises(Broken):
        check_finished(run.seen_at(out), trials.undisturbed)


@pytest.mark.parametrize(
    ("said", "code"),
    [("Traceback (most recent call last):", 3), ("", 3), ("Error: It ended.", 3), ("Stopped.", 139)],
)
def test_the_checks_see_a_traceback_and_an_end_without_a_reason(said, code):
    check_words("Error: The zygote has ended while it started. Run the command again with --resume.", 3)
    with pytest.raises(Broken):
        check_words(said, code)


def test_after_the_end_nobody_is_struck(trials):
    assert not trials.finished.strike("main", Moment(), random.Random(0))
