"""The pages of a marked exam in Chromium: axe-core finds nothing in a report and the class page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from test_accessibility import DARK, LIGHT, faults_of  # a neighbour, found beside this file

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "examples" / "exam"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The sample exam, published: the report with most slips, one with an answer that was not read, the class."""
    results = tmp_path_factory.mktemp("exam")
    command = [sys.executable, "-m", "grader", "exam", "mark", "example", str(SAMPLE / "sheets"), "--publish"]
    command += ["--record", str(SAMPLE / "issued.json"), "--received", str(SAMPLE / "received.csv")]
    subprocess.run([*command, "-o", str(results)], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return {
        "slips": (results / "sage" / "report.html").read_text(encoding="utf-8"),
        "unread": (results / "ochre" / "report.html").read_text(encoding="utf-8"),
        "class": (results / "index.html").read_text(encoding="utf-8"),
    }


@pytest.mark.parametrize(
    ("width", "scheme"),
    [(1280, LIGHT), (390, LIGHT), (1280, DARK), (390, DARK)],
    ids=["light", "light-phone", "dark", "dark-phone"],
)
def test_axe_core_finds_nothing_in_the_pages_of_an_exam(
    width: int, scheme: str, pages: dict[str, str], browser: Any, axe: str, tmp_path: Path
) -> None:
    # The policy of the class page names its script; the check takes the whole policy out.
    found = faults_of(browser, pages, axe, tmp_path, width, scheme)
    assert {name: faults for name, faults in found.items() if faults} == {}
