"""The statement of a handout in a real browser: formulas are drawn, and nothing is asked of the network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.course import load_course
from grader.handout import write_handout

COURSE = load_course(Path(__file__).parents[2] / "assignments")


@pytest.mark.parametrize("name", ["convolution", "gaussian_classifier"])
def test_a_statement_is_drawn_without_network(browser, tmp_path, name):
    write_handout(COURSE.assignment(name), tmp_path / name)
    visit = browser.open(tmp_path / name / "statement.html")
    assert [address for address in visit.requests if not address.startswith("file:")] == []
    assert visit.dom.count("<math ") > 20
    assert re.search(r'<img src="data:image/svg\+xml;base64,', visit.dom)
    assert "Content-Security-Policy" in visit.dom


def test_spaces_in_formulas_have_a_width(browser, tmp_path):
    """Browsers do not know the words for them any more, such as thinmathspace."""
    write_handout(COURSE.assignment("metrics"), tmp_path / "out")
    page = tmp_path / "out" / "statement.html"
    assert '<mspace width="0.167em"' in page.read_text()
    assert "mathspace" not in browser.open(page).dom
