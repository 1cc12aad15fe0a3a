"""The files in a student's folder never reveal hidden inputs, whatever the student's code does."""

from __future__ import annotations

import json
import re

import pytest

SPY = """\
import sys

import numpy as np

seen = []


class Told(ValueError):
    def __str__(self):
        return repr(seen)


def total(x):
    seen.append(x.tolist())
    print(x.tolist())
    sys.stderr.write(repr(x))
    raise Told()


def spread(x):
    print("digits", *[f"{value:.17g}" for value in x])
    return [x, str(x.tolist()), {repr(x.tolist()): x}]
"""
"""Carries what it is given out by every way there is: exceptions, prints, returned text, keys and values."""


@pytest.fixture(scope="module", params=["none", "verdict", "hint"])
def graded(request, make_workshop, tmp_path_factory):
    """The folders of a spying and a wrong submission, for each policy that hides something."""
    workshop = make_workshop(tmp_path_factory.mktemp(request.param))
    workshop.replace(
        "assignments/sums/assignment.toml", "[limits]", f'[feedback]\nhidden = "{request.param}"\n\n[limits]'
    )
    workshop.hand_in("spy", text=SPY)
    workshop.hand_in("bob", kind="averaged")
    workshop.hand_in("dan", kind="crashing")
    result = workshop.grade()
    assert result.code == 0, result.err
    return request.param, workshop


def given_to(workshop, *students):
    """The text of all files in these students' folders, without the students' own code."""
    texts = []
    for student in students:
        report = workshop.report(student)
        for source in report.pop("sources"):
            source.pop("text")
        texts.append(json.dumps(report))
        page = (workshop.out / student / "sums" / "report.html").read_text()
        texts.append(re.sub(r'<span class="l[ "].*\n?', "", page[: page.index("<footer")]))
    return "\n".join(texts)


def hidden_numbers(workshop):
    """Digits of the random inputs, taken from the spy's output in the record for the staff."""
    record = json.loads((workshop.out / ".grader" / "records" / "sums" / "spy.json").read_text())["record"]
    hidden = [test for test in record["staff"] if test["id"].startswith("hidden/")]
    told = " ".join(test["message"] + test["output"] for test in hidden)
    return {number.lstrip("-")[:8] for number in re.findall(r"-?12\d\d\.\d{4,}", told)}


def test_the_staff_sees_what_the_spy_was_given(graded):
    assert len(hidden_numbers(graded[1])) >= 10


def test_no_hidden_input_reaches_a_student(graded):
    text = given_to(graded[1], "spy", "bob", "dan")
    assert not [number for number in hidden_numbers(graded[1]) if number in text]
    assert "1234.5" not in text


def test_no_line_of_the_hidden_tests_or_of_the_reference_reaches_a_student(graded):
    workshop = graded[1]
    text = given_to(workshop, "spy", "bob", "dan")
    told = re.findall(r'"""(.+?)"""|hint="(.+?)"', (workshop.sums / "hidden" / "test_sums.py").read_text())
    readable = {sentence for pair in told for sentence in pair if sentence}
    for path in (workshop.sums / "hidden" / "test_sums.py", workshop.root / "reference" / "sums.py"):
        for line in map(str.strip, path.read_text().splitlines()):
            if len(line) > 12 and line.strip('"') not in readable and line not in SPY:
                assert line not in text, f"{path.name}: {line}"
    assert "whose docstring no student sees" not in text
    assert "SHIFT" not in text


def test_what_the_code_printed_over_hidden_inputs_stays_with_the_staff(graded):
    for test in graded[1].report("spy")["tests"]:
        assert test["origin"] == "public" or test["output"] == ""
    assert "digits" not in json.dumps(
        [t for t in graded[1].report("spy")["tests"] if t["origin"] == "hidden"]
    )


def test_what_is_told_of_a_hidden_test_is_what_the_policy_says(graded):
    policy, workshop = graded
    hidden = [t for t in workshop.report("bob")["tests"] if t["origin"] == "hidden"]
    failed = [t for t in hidden if t["verdict"] == "failed"]
    if policy == "none":
        assert hidden == []
        return
    assert len(failed) == 3
    for test in failed:
        assert bool(test["hint"]) == bool(test["mistake"]) == bool(test["message"]) == (policy == "hint")
        assert test["detail"] == ""


def test_the_score_counts_all_tests_whatever_is_told_of_them(graded):
    assert graded[1].scores() == {"bob": 3.0, "dan": 3.0, "spy": 0.0}


def test_a_public_test_keeps_its_values_under_every_policy(graded):
    (public,) = [t for t in graded[1].report("bob")["tests"] if t["id"].endswith("test_total_of_three")]
    assert "7" in public["detail"]


def test_the_record_and_the_seed_are_in_no_student_s_folder(graded):
    workshop = graded[1]
    record = json.loads((workshop.out / ".grader" / "records" / "sums" / "bob.json").read_text())["record"]
    text = given_to(workshop, "bob")
    assert not [t["seed"] for t in record["staff"] if t["seed"] and str(t["seed"]) in text]
    assert ".grader" not in text
