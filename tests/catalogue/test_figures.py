"""Every figure is what its code draws, can be read everywhere, and stands in its statement with words."""

from __future__ import annotations

import importlib.util
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

from grader.course.statement import pictures

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
NAMES = sorted(p.parent.name for p in ASSIGNMENTS.glob("*/figure.py"))
"""A statement may do without a figure."""
SVG = "{http://www.w3.org/2000/svg}"


def figure_module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"figure_{name}", ASSIGNMENTS / name / "figure.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.syspath_prepend(str(ASSIGNMENTS))  # where the figures find what they share
    return str(request.param)


@pytest.fixture
def drawn(name: str) -> ET.Element:
    return ET.parse(ASSIGNMENTS / name / "figure.svg").getroot()


def test_every_figure_has_its_code() -> None:
    assert sorted(p.parent.name for p in ASSIGNMENTS.glob("*/figure.svg")) == NAMES


def test_the_file_is_what_the_code_draws(name: str) -> None:
    """Draw them again with ``make figures``."""
    written = (ASSIGNMENTS / name / "figure.svg").read_bytes()
    assert figure_module(name).figure().svg().encode() == written
    assert figure_module(name).figure().svg().encode() == written
    assert len(written) < 20_000


def test_it_is_readable_on_any_page(drawn: ET.Element) -> None:
    """White ground over the whole width, letters of 12 pixels or more, and nothing loaded from elsewhere."""
    width, height = float(drawn.get("width", 0)), float(drawn.get("height", 0))
    assert 640 <= width <= 720
    assert "sans-serif" in drawn.get("font-family", "")
    ground = next(drawn.iter(f"{SVG}rect"))
    assert (ground.get("fill"), float(ground.get("width", 0)), float(ground.get("height", 0))) == (
        "#ffffff", width, height,
    )  # fmt: skip
    texts = [*drawn.iter(f"{SVG}text"), *drawn.iter(f"{SVG}tspan")]
    assert min(float(size) for text in texts if (size := text.get("font-size"))) >= 12
    assert {element.tag.removeprefix(SVG) for element in drawn.iter()} <= {
        "svg", "defs", "rect", "text", "tspan", "path", "circle",
    }  # fmt: skip


def test_nothing_lies_outside(drawn: ET.Element) -> None:
    width, height = float(drawn.get("width", 0)), float(drawn.get("height", 0))
    for shape in drawn.iter(f"{SVG}rect"):
        x, y = float(shape.get("x", 0)), float(shape.get("y", 0))
        assert x >= 0 <= y
        assert x + float(shape.get("width", 0)) <= width
        assert y + float(shape.get("height", 0)) <= height
    for text in drawn.iter(f"{SVG}text"):
        words = "".join(text.itertext())
        long = 0.53 * float(text.get("font-size", 0)) * len(words)  # as wide fonts set it
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
        left = float(text.get("x", 0)) - share * long
        assert left >= -4, words
        assert left + long <= width + 8, words
        assert 10 <= float(text.get("y", 0)) <= height - 4, words


def test_the_statement_shows_it_once_with_a_sentence(name: str) -> None:
    found = pictures((ASSIGNMENTS / name / "README.md").read_text(encoding="utf-8"))
    assert [picture.source for picture in found] == ["figure.svg"]
    assert re.fullmatch(r"[A-Z].{60,}\.", found[0].alt), found[0].alt
