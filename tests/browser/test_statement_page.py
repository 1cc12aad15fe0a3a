"""The statement of a handout in a real browser: formulas are drawn, and nothing is asked of the network."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from grader.course import load_course
from grader.handout import write_handout

pytestmark = pytest.mark.long

COURSE = load_course(Path(__file__).parents[2] / "assignments")


@pytest.mark.parametrize("name", ["convolution", "gaussian_classifier"])
def test_a_statement_is_drawn_without_network(browser, tmp_path, name):
    write_handout(COURSE.assignment(name), tmp_path / name)
    visit = browser.open(tmp_path / name / "statement.html")
    assert [address for address in visit.requests if not address.startswith("file:")] == []
    assert visit.dom.count("<math ") > 20
    assert re.search(r'<img src="data:image/svg\+xml;base64,', visit.dom)
    assert "Content-Security-Policy" in visit.dom


FITS = """<!DOCTYPE html><title>fits</title><pre id="found"></pre><script>
addEventListener("load", () => {
    const page = document.querySelector("iframe").contentDocument, box = page.querySelector(".scroll");
    const word = page.defaultView.getComputedStyle(box).backgroundAttachment;
    document.getElementById("found").textContent = JSON.stringify([box.clientWidth, box.scrollWidth, word]);
});
</script><iframe src="out/statement.html" style="width: 390px; height: 1200px; border: 0"></iframe>"""


@pytest.mark.parametrize("name", ["batch_norm", "metrics", "blocked_attention", "gaussian_classifier"])
def test_a_phone_shows_the_points_of_each_task_without_scrolling(browser, tmp_path, name):
    """The first table of a statement is that of its tasks; points stand last."""
    write_handout(COURSE.assignment(name), tmp_path / "out")
    assert "points</th>" in (tmp_path / "out" / "statement.html").read_text()
    (tmp_path / "fits.html").write_text(FITS)
    dom = browser.open(tmp_path / "fits.html").dom
    width, needed, attachment = json.loads(dom.partition('<pre id="found">')[2].partition("</pre>")[0])
    assert needed <= width
    assert "local" in attachment  # a table that is wider has a shadow where it goes on


def test_spaces_in_formulas_have_a_width(browser, tmp_path):
    """Browsers do not know the words for them any more, such as thinmathspace."""
    write_handout(COURSE.assignment("metrics"), tmp_path / "out")
    page = tmp_path / "out" / "statement.html"
    assert '<mspace width="0.167em"' in page.read_text()
    assert "mathspace" not in browser.open(page).dom
