"""docs/class.md agrees with the commands it shows."""

from __future__ import annotations

import re
from pathlib import Path

from grader.intake.download import SOURCES
from grader.intake.roster import ACCOUNT_COLUMNS, Roster

PAGE = (Path(__file__).parents[2] / "docs" / "class.md").read_text(encoding="utf-8")


def test_every_platform_is_in_the_table():
    table = PAGE[PAGE.index("| `--from` |") : PAGE.index("Leave `--from` out")]
    assert tuple(re.findall(r"^\| `([^`]+)`", table, re.MULTILINE)[1:]) == (
        *SOURCES[:4],
        SOURCES[5],
        SOURCES[4],
    )


def test_the_roster_it_shows_is_one(tmp_path):
    text = re.search(r"```\n(student,.*?)```", PAGE, re.DOTALL)
    assert text is not None
    (tmp_path / "roster.csv").write_text(text[1])
    assert [row.student for row in Roster.load(tmp_path / "roster.csv").rows] == ["s01", "s02", "s03"]
    assert all(f"{column}" in PAGE for column in ACCOUNT_COLUMNS)
