"""``--isolation N``: no higher level than N, and no lower level than the course demands."""

from __future__ import annotations

import json
from typing import ClassVar

import pytest

from grader.cli import replay_command
from grader.grading.isolation import open_zygote
from grader.sandbox.zygote_client import ZygoteError


@pytest.fixture
def best(workshop, grade):
    """The highest level of this machine, after ``ada`` was graded at it."""
    workshop.hand_in("ada")
    assert grade().code == 0
    level = workshop.report("ada")["isolation"]
    if level == 0:
        pytest.skip("this machine offers level 0 only")
    return level


@pytest.fixture
def record(workshop):
    return workshop.out / ".grader" / "records" / "sums" / "ada.json"


def test_a_class_is_graded_at_the_level_that_is_asked_for(workshop, grade):
    workshop.hand_in("ada")
    assert grade("--isolation", 0).code == 0
    assert (workshop.report("ada")["isolation"], workshop.scores()) == (0, {"ada": 5.0})


def test_a_level_that_the_machine_lacks_is_no_error_as_long_as_the_course_is_content(workshop, best, grade):
    assert grade("--resume", "--isolation", 3).code == 0
    assert workshop.report("ada")["isolation"] == best


def test_resuming_grades_anew_what_another_level_gave_only_if_a_level_is_named(workshop, best, grade, record):
    first = record.stat().st_ino
    assert grade("--resume", "--isolation", best).code == 0
    assert record.stat().st_ino == first
    assert grade("--resume", "--isolation", 0).code == 0
    assert workshop.report("ada")["isolation"] == 0
    second = record.stat().st_ino
    assert grade("--resume").code == 0
    assert (workshop.report("ada")["isolation"], record.stat().st_ino) == (0, second)
    assert grade("--resume", "--isolation", 3).code == 0
    assert workshop.report("ada")["isolation"] == best


@pytest.mark.parametrize("command", ["grade", "ci", "replay"])
def test_a_level_below_the_one_the_course_demands_is_refused(workshop, best, call, record, command):
    workshop.replace("assignments/course.toml", "required_isolation = 0", f"required_isolation = {best}")
    arguments = {
        "grade": (workshop.submissions, "-a", "sums", "-o", "other"),
        "ci": (workshop.submissions, "-a", "sums", "-o", "other"),
        "replay": (record,),
    }[command]
    result = call(
        command, *arguments, "--course", workshop.course, "--isolation", best - 1, cwd=workshop.root
    )
    assert result.code == 2
    assert (
        f"--isolation {best - 1}: the course demands level {best} or more (required_isolation in "
        in result.err
    )
    assert f"{workshop.course}/course.toml)" in result.err
    assert not (workshop.root / "other").exists()


def test_a_level_that_is_none_is_a_mistake_of_the_command_line(workshop, call):
    workshop.hand_in("ada")
    result = call("grade", "class", "-a", "sums", "-o", "out", "--isolation", 4, cwd=workshop.root)
    assert result.code == 2
    assert "4 is not in the range 0<=x<=3" in result.err


def test_ci_grades_at_the_level_that_is_asked_for(workshop, call, submissions):
    workshop.write("checkout/sums.py", submissions["right"])
    ci = ("ci", "checkout", "--course", workshop.course, "-o", "out", "--student", "ada")
    assert call(*ci, "--isolation", 0, cwd=workshop.root).code == 0
    assert json.loads((workshop.out / "sums" / "report.json").read_text())["isolation"] == 0


def levels_of_zygotes(monkeypatch, highest=3):
    """The levels that replay uses on a machine whose best level is ``highest``."""
    levels = []

    def opened(assignment, required, *, highest):
        zygote = open_zygote(assignment, required, highest=min(highest, most))
        levels.append(zygote.level)
        return zygote

    most = highest
    monkeypatch.setattr(replay_command, "open_zygote", opened)
    return levels


def test_replay_works_at_the_level_of_the_record(workshop, best, grade, call, record, monkeypatch):
    assert grade("--resume", "--isolation", 0).code == 0
    levels = levels_of_zygotes(monkeypatch)
    plain = call("replay", record, "--course", workshop.course)
    asked = call("replay", record, "--course", workshop.course, "--isolation", best)
    assert levels == [0, best]
    assert plain.err == ""
    assert asked.err == f"Note: the record was made at isolation level 0; this runs at {best}.\n"


def test_replay_says_so_where_the_level_of_the_record_is_not_reached(
    workshop, best, call, record, monkeypatch
):
    levels = levels_of_zygotes(monkeypatch, highest=0)
    result = call("replay", record, "--course", workshop.course)
    assert result.code == 0
    assert levels == [0]
    assert result.err == f"Note: the record was made at isolation level {best}; this runs at 0.\n"


def test_replay_obeys_a_course_that_has_come_to_demand_more(workshop, best, grade, call, record, monkeypatch):
    assert grade("--resume", "--isolation", 0).code == 0
    workshop.replace("assignments/course.toml", "required_isolation = 0", f"required_isolation = {best}")
    levels = levels_of_zygotes(monkeypatch)
    assert call("replay", record, "--course", workshop.course).code == 0
    assert levels == [best]


class Refused:
    """A zygote on a machine without any level. It records the levels that were requested."""

    level = -1
    address_space_bytes = 0
    asked: ClassVar[list[tuple[int, ...]]] = []

    def __init__(self, _preload, _allowed, levels):
        self.asked.append(levels)

    def fork(self, *_):
        raise ZygoteError("Level 3: no namespaces. Level 2: no Landlock.")

    wait_ready = fork

    def for_code(self, _):
        return self

    def close(self):
        pass


def test_somebody_else_s_work_is_checked_in_a_full_sandbox_or_not_at_all(
    workshop, call, monkeypatch, submissions
):
    workshop.write("mine/sums.py", submissions["right"])
    monkeypatch.setattr("grader.sandbox.spawned_worker.Zygote", Refused)
    check = ("-a", "sums", "--course", workshop.course)
    result = call("check", "mine", *check, cwd=workshop.root)
    assert result.code == 3
    assert (
        "somebody else's code runs in a full sandbox alone, and this machine has none. Level 3: no"
        in result.err
    )
    assert "go to its folder and check there." in result.err
    call("check", *check, cwd=workshop.root / "mine")
    assert Refused.asked == [(3, 2), (3, 2, 1, 0)]
