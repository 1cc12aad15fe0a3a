"""The statements of timed exercises name the tiers, points and limits that are in ``assignment.toml``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.course import load_course

COURSE = load_course(Path(__file__).parents[2] / "assignments")
TIMED = [
    (assignment, entry)
    for assignment in map(COURSE.assignment, COURSE.assignment_ids())
    for entry in assignment.settings.performance
]
UNMEASURED = "gives no points yet, because the tiers have not been measured"


def entries(device):
    """Parameters of a test: an assignment and its entry for a device."""
    return [pytest.param(a, e, id=a.id) for a, e in TIMED if e.device == device]


def statement_of(assignment):
    return (assignment.folder / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("assignment", "entry"), entries("cpu"))
def test_the_table_has_the_tiers_and_limits_of_the_settings(assignment, entry):
    lines = statement_of(assignment).splitlines()
    first = lines.index("| what | from | points |") + 2
    rows = lines[first : lines.index("", first)]
    tiers, evidence = rows[: len(entry.tiers)], rows[len(entry.tiers) :]
    assert tiers == [
        f"| *{tier.name}* | {tier.least:g} of the reference's speed | {tier.points:g} |"
        for tier in entry.tiers
    ]
    for row, limit in zip(evidence, entry.evidence, strict=True):
        assert row.endswith(f"once *{limit.tier}* is reached | {limit.points:g} |")
        assert f" {limit.most:g} " in row


@pytest.mark.parametrize(("assignment", "entry"), entries("cuda"))
def test_the_paragraph_about_the_gpu_says_whether_speed_is_graded(assignment, entry):
    paragraphs = (" ".join(each.split()) for each in statement_of(assignment).split("\n\n"))
    (paragraph,) = (each for each in paragraphs if "Without a GPU this file is not graded" in each)
    assert (UNMEASURED in paragraph) == (not entry.calibrated)
    if entry.calibrated:
        for tier in entry.tiers:
            assert re.search(rf"\b{tier.points:g} (more )?from {tier.least:g} ", paragraph)
    for limit in entry.evidence:
        assert f" {limit.most:,.0f} MB" in paragraph
