"""``replay``: runs the tests of one record again, with the same hidden inputs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import grader
from grader.cli.replay_command import _course_frames
from grader.model import Verdict
from grader.plugin import Outcome
from grader.plugin.items import ItemSpec
from grader.testing.mark import TaskMark

ENGINE = Path(grader.__file__).parent


@pytest.fixture(scope="module")
def graded(make_workshop, tmp_path_factory):
    workshop = make_workshop(tmp_path_factory.mktemp("graded"))
    workshop.hand_in("bob", kind="averaged")
    workshop.hand_in("dan", kind="crashing")
    assert workshop.grade().code == 0
    return workshop


@pytest.fixture
def replay(graded, call):
    def invoke(student, *options):
        path = graded.out / ".grader" / "records" / "sums" / f"{student}.json"
        return call("replay", path, "--course", graded.course, *options)

    return invoke


def staff(graded, student):
    path = graded.out / ".grader" / "records" / "sums" / f"{student}.json"
    return json.loads(path.read_text())["record"]["staff"]


def test_the_verdicts_and_seeds_are_those_of_the_record(graded, replay):
    result = replay("bob")
    assert result.code == 0
    again = re.findall(r"(?m)^(\w+)  (\S+)$[^§]*?^    seed (\d+),", result.out)
    assert sorted(again) == sorted((t["verdict"], t["id"], str(t["seed"])) for t in staff(graded, "bob"))
    assert "(was " not in result.out


def test_tests_that_do_not_pass_come_first(replay):
    verdicts = re.findall(r"(?m)^(passed|failed)  ", replay("bob").out)
    assert verdicts == sorted(verdicts)
    assert set(verdicts) == {"passed", "failed"}


def test_frames_of_the_grader_and_a_message_said_before_are_left_out_unless_asked_for(replay):
    short = replay("bob", "--test", "test_five_numbers").out
    assert "hidden/test_sums.py" in short.partition("traceback:")[2]
    assert "grader/testing" not in short
    assert "Mismatch:" not in short
    whole = replay("bob", "--test", "test_five_numbers", "--verbose").out
    assert "hidden/test_sums.py" in whole
    assert "grader/testing/compare.py" in whole
    assert "Mismatch:" in whole


FRAMES = """\
  File "/course/hidden/test_a.py", line 3, in test_a
    compare.f(x)
  File "{engine}/testing/compare.py", line 9, in _call
    raise Mismatch
Mismatch: It differs.
  in two lines"""


def outcome(text, **changes):
    spec = ItemSpec(
        id="t",
        origin="hidden",
        title="",
        mark=TaskMark(id="f", points=1.0, hint="", depends="", weak=False),
        depends="",
    )
    fields = {
        "spec": spec,
        "verdict": Verdict.FAILED,
        "detail": "It differs.\n  in two lines",
        "traceback": text,
    }
    return Outcome(**(fields | changes))


def test_a_message_that_was_not_said_before_stays_below_the_frames():
    text = FRAMES.format(engine=ENGINE)
    assert _course_frames(outcome(text, detail="")).endswith(
        "compare.f(x)\nMismatch: It differs.\n  in two lines"
    )
    assert _course_frames(outcome(text)).endswith("    compare.f(x)\n")


def test_an_error_of_the_grader_and_a_traceback_without_other_frames_are_shown_whole():
    text = FRAMES.format(engine=ENGINE)
    assert _course_frames(outcome(text, verdict=Verdict.GRADER_ERROR)) == text
    own = text.partition("compare.f(x)\n")[2]
    assert _course_frames(outcome(own)) == own
    assert _course_frames(outcome("")) == ""


def test_the_values_are_the_very_same(graded, replay):
    (failed,) = [t for t in staff(graded, "bob") if t["id"].endswith("test_three_numbers")]
    out = replay("bob", "--test", "test_three_numbers").out
    for number in re.findall(r"\d+\.\d+", failed["message"]):
        assert number in out


def test_one_test_may_be_chosen_and_its_whole_story_is_printed(replay):
    out = replay("dan", "--test", "test_five_numbers").out
    assert out.count("    asked: ") == 1
    assert "asked: Five numbers are added." in out
    assert "at sums.py, line 5" in out


def test_the_command_in_the_record_is_the_one_to_type(graded, call):
    (chosen,) = [t for t in staff(graded, "bob") if t["id"].endswith("test_five_numbers")]
    words = chosen["replay"].replace("DIR", str(graded.out)).split()
    result = call(*words[1:], "--course", graded.course)
    assert result.code == 0
    assert result.out.count("    asked: ") == 1


def test_a_test_that_is_not_there_is_answered_with_those_that_are(replay):
    result = replay("bob", "--test", "test_six_numbers")
    assert result.code == 2
    assert (
        "None of the 7 tests of sums has 'test_six_numbers' in its id. Did you mean test_five_num"
        in result.err
    )
    assert "test_spread" not in result.err


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda text: text[:-50], "not a record of a graded submission"),
        (lambda _: "", "not a record of a graded submission"),
        (lambda _: '{"schema": "grader/report/1"}', "not a record of a graded submission"),
        (
            lambda text: text.replace('"verdict": "failed"', '"verdict": "passed"'),
            "the record was changed after it was written, or under another course secret",
        ),
    ],
    ids=["cut short", "empty", "a report", "changed"],
)
def test_a_record_that_is_not_whole_and_ours_is_refused(graded, call, tmp_path, spoil, message):
    text = (graded.out / ".grader" / "records" / "sums" / "bob.json").read_text()
    (tmp_path / "bob.json").write_text(spoil(text))
    result = call("replay", tmp_path / "bob.json", "--course", graded.course)
    assert result.code == 2
    assert result.err.startswith(f"Error: {tmp_path / 'bob.json'}: {message}")
    assert "Traceback" not in result.err


def test_a_record_that_is_not_there_is_named(graded, call):
    result = call("replay", graded.out / "bob.json", "--course", graded.course)
    assert result.code == 2
    assert "bob.json' does not exist" in result.err


def test_tests_that_have_changed_since_are_said_to_have(graded, replay):
    hidden = graded.sums / "hidden" / "test_sums.py"
    before = hidden.read_text()
    hidden.write_text(before + "# changed\n")
    try:
        result = replay("bob", "--test", "test_five_numbers")
    finally:
        hidden.write_text(before)
    assert result.code == 0
    assert "Note: tests or reference have changed since this record was written." in result.err
