"""The README agrees with the project."""

from __future__ import annotations

import re
from pathlib import Path

from grader.course import load_course

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT / "assignments")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def sentences() -> set[str]:
    assignments = (COURSE.assignment(name) for name in COURSE.assignment_ids())
    return {mistake.message for assignment in assignments for mistake in assignment.known_mistakes}


def test_the_messages_in_the_table_are_those_of_the_wrong_answers() -> None:
    table = README[README.index("| what was handed in") : README.index("Where no mistake is proved")]
    said = [row.split(" | ")[1].removesuffix(" |") for row in table.splitlines()[2:] if " | " in row]
    *mistakes, timed = said
    assert len(mistakes) == 3
    assert not [s for s in mistakes if s not in sentences()]
    assert timed.partition(":")[0] in {
        remark.text
        for name in COURSE.assignment_ids()
        for entry in COURSE.assignment(name).settings.performance
        for evidence in entry.evidence
        for remark in evidence.remarks
    }


def test_every_file_the_readme_links_to_exists() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets
    assert not [t for t in targets if not (ROOT / t).exists()]
