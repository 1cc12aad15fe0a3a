"""A sound course passes; each fault put into it is reported with what, where and what to do."""

from __future__ import annotations

import dataclasses
import tomllib

import pytest

from grader.errors import CourseError
from grader.verification import CHECKS

HIDDEN = "signal_basics/hidden/test_energy.py"
STARTER = "signal_basics/starter/signal_basics.py"
OWN_STARTER = '''\
def _squares(x):
    """Given: each value times itself."""
    return x * x


def centre(x):
    """Take the mean away. The first line is there."""
    mean = x.mean()
    raise NotImplementedError


def energy(x):
    """The sum of what _squares returns."""
    raise NotImplementedError
'''
"""An author's own, which gives a helper and half of a body."""


def problems(found):
    return {check: step.problems for check, step in found.items() if step.problems}


def test_a_sound_course_is_proved(signals):
    found = signals.proved()
    assert problems(found) == {}
    assert set(found) == set(CHECKS) - {"training"}
    figures = found["mutants"].figures
    assert figures["mutants"] == figures["killed"] >= 4
    assert found["null"].figures["weak tests"] == 1
    assert found["stub"].figures["tests"] == 10
    assert found["tolerance"].figures["share used in float64"] < 1e-6
    assert found["tolerance"].figures["share used by float16"] > 1


def test_a_wrong_answer_that_no_test_catches_is_reported(signals):
    signals.write(
        "signal_basics/wrong/energy__root.py",
        '"""You took the root."""\n\nimport numpy as np\n\n\ndef energy(x):\n    return float(np.sum(x * x))\n',
    )
    assert problems(signals.proved()) == {
        "wrong": ("wrong/energy__root.py passes every hidden test of its task. Write a test that fails it.",)
    }


def test_a_wrong_answer_called_by_another_name_is_reported_with_that_name(signals):
    """The same mistake twice: the report says one of two, and that pair is listed; a third name is a problem."""
    source = signals.read("signal_basics/wrong/energy__mean.py")
    signals.write("signal_basics/wrong/energy__average.py", source)
    found = signals.proved()
    assert problems(found) == {}
    assert found["wrong"].remarks == ("not told apart by any test: energy__average|energy__mean",)
    signals.change(HIDDEN, "def test_long", "def untested_long")
    signals.change(HIDDEN, "def test_loud", "def untested_loud")
    (first, *_) = problems(signals.proved())["wrong"]
    assert first.startswith("wrong/energy__average.py is not named in its own report")
    assert (
        "Let at least 2 tests fail it in calls of different size, 3 where results are single numbers" in first
    )


def test_a_wrong_answer_that_fails_another_task_is_reported(signals):
    signals.change(
        "signal_basics/hidden/test_centre.py",
        "def test_float32(compare, rng):",
        "def test_float32(compare, student, rng):",
    )
    signals.change(
        "signal_basics/hidden/test_centre.py",
        "    compare.centre(rng.normal(2.0, 1.0, size=6).astype",
        "    assert student.energy(np.ones(3)) == 3\n    compare.centre(rng.normal(2.0, 1.0, size=6).astype",
    )
    reported = problems(signals.proved())["wrong"]
    assert reported == (
        "wrong/energy__mean.py fails hidden/test_centre.py::test_float32, of task centre, which it does not touch. "
        "Let that test not depend on the other task.",
    )


def test_a_task_without_a_wrong_answer_and_a_broken_file_are_reported(signals):
    (signals.folder / "signal_basics/wrong/centre__added.py").unlink()
    signals.write("signal_basics/wrong/energy__broken.py", '"""Broken."""\n\nraise RuntimeError\n')
    reported = problems(signals.proved())["wrong"]
    assert (
        "task centre has no known mistake. Write one in mistakes.toml, with the id centre__<slug>."
        in reported
    )
    assert sum("energy__broken" in line for line in reported) == 1
    assert reported[0].startswith("wrong/energy__broken.py cannot be imported: ")


def test_a_test_that_a_null_answer_passes_is_reported(signals):
    signals.change(HIDDEN, '@task("energy", weak=True)', '@task("energy")')
    reported = problems(signals.proved())["null"]
    assert (
        "hidden/test_energy.py::test_silence passes for the null answer 'zeros'. "
        "Mark it weak=True, or compare values." in reported
    )
    assert any(
        line.startswith("the null answer 'zeros' earns ") and line.endswith("energy") for line in reported
    )


def test_a_surviving_mutant_is_printed_ready_to_be_declared_equivalent(signals):
    signals.change("reference/signal_basics.py", "np.sum(x * x))", "np.sum(x * x)) + 0 * len(x)")
    reported = problems(signals.proved())["mutants"]
    (first,) = [text for text in reported if ", sign:" in text]
    assert first.startswith(
        "survivor: reference/signal_basics.py, line 18, energy, sign:\n"
        "- return float(np.sum(x * x)) + 0 * len(x)\n"
        "+ return float(np.sum(x * x)) - 0 * len(x)\n"
        "Write a hidden test that fails it. If no input can tell the two apart, say why in "
        "signal_basics/equivalent.toml:\n"
    )
    signals.write(
        "signal_basics/equivalent.toml",
        "".join(text[text.index("[[mutants]]") :] + "\n" for text in reported),
    )
    entries = tomllib.loads(signals.read("signal_basics/equivalent.toml"))["mutants"]
    assert {entry["why"] for entry in entries} == {""}
    signals.change("signal_basics/equivalent.toml", 'why = ""', 'why = "Zero times anything is zero."')
    assert problems(signals.proved()) == {}


def test_only_what_costs_points_kills_a_mutant(signals):
    """A public test without weight may catch a change of the reference; a hidden one must."""
    for name in "test_centre", "test_energy":
        text = signals.read(f"signal_basics/hidden/{name}.py")
        assert "rng.normal(2.0, 1.0" in text
        signals.write(
            f"signal_basics/hidden/{name}.py", text.replace("rng.normal(2.0, 1.0", "0 * rng.normal(2.0, 1.0")
        )
    found = signals.proved()
    assert found["mutants"].figures["survivors"] > 0


def test_stale_and_unexplained_entries_are_reported(signals):
    entry = '[[mutants]]\nfunction = "{}"\nbefore = "{}"\nafter = "{}"\nwhy = " "\n'
    signals.write(
        "signal_basics/equivalent.toml",
        entry.format("gone", "a", "b")
        + entry.format("centre", "no such text", "b")
        + entry.format("centre", "x.mean()", "x.mean() + 7")
        + entry.format("centre", "return x - x.mean()", "return x + x.mean()"),
    )
    where = "signal_basics/equivalent.toml"
    assert problems(signals.proved())["mutants"] == (
        f"{where}: mutants[0]: gone is not in the reference. Name a function that is there.",
        f"{where}: mutants[1]: 'before' occurs 0 times in centre of the reference, once expected: 'no such text'. "
        "Copy it from the reference, with enough around it to be the only place.",
        f"{where} names a mutant that is not made (any more): centre | x.mean() | x.mean() + 7. "
        "Remove the entry, or adapt it to the reference.",
        f'{where}: "why" is empty for centre | return x - x.mean() | return x + x.mean(). Prove it in one sentence.',
    )


@pytest.mark.parametrize("text", ['[[mutants]]\nfunction = "f"\n', "mutants = [1]\n"])
def test_an_entry_without_a_key_is_a_fault_of_the_course(signals, text):
    signals.write("signal_basics/equivalent.toml", text)
    with pytest.raises(
        CourseError, match=r"signal_basics/equivalent.toml: mutants\[0\] needs the keys function, "
    ):
        signals.proved()


def test_a_starter_of_the_author_that_gives_more_is_proved(signals):
    signals.write(STARTER, OWN_STARTER)
    assert problems(signals.proved()) == {}


def test_a_starter_that_is_no_stub_is_reported(signals):
    signals.write(STARTER, OWN_STARTER.replace("    raise NotImplementedError\n\n", "    return x\n\n"))
    reported = problems(signals.proved())["stub"]
    assert (
        "hidden/test_centre.py::test_signals: failed on the starter, not_implemented expected. "
        "Let the starter raise NotImplementedError, and the test call the function." in reported
    )


def test_a_starter_that_cannot_be_imported_is_reported_once(signals):
    signals.write(STARTER, f"raise RuntimeError\n\n\n{OWN_STARTER}")
    (reported,) = problems(signals.proved())["stub"]
    assert reported.startswith("the starter cannot be imported: ")


def test_points_that_no_test_gives_are_reported(signals):
    """Weak tests earn nothing alone, so a task with nothing else is worth nothing."""
    text = signals.read(HIDDEN)
    signals.write(HIDDEN, text.replace('@task("energy")', '@task("energy", weak=True)'))
    reported = problems(signals.proved())["reference"]
    assert reported == (
        "the reference passes all tests and scores 3.0 of 5: the points of some task are not given by its tests. "
        "Give each task a hidden test that is not weak.",
    )


def test_too_few_wrong_answers_and_too_little_to_change_are_reported(signals):
    signals.depth = dataclasses.replace(signals.depth, least_wrong=3, least_changes=10)
    reported = signals.proved()
    assert reported["wrong"].problems == (
        "2 known mistakes found, 6 needed: 3 for each task. Write down in mistakes.toml what students get wrong.",
    )
    (line,) = reported["mutants"].problems
    assert line.startswith("only ")
    assert line.endswith(
        "of the reference can be tried, 20 are needed for 2 tasks. Give the tasks more to compute."
    )
