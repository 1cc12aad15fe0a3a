"""The colours of both themes, read from the style sheet and measured as WCAG does."""

from __future__ import annotations

import re

import pytest

from grader.data import template_folder

CSS = (template_folder() / "style.css").read_text(encoding="utf-8")
THEMES = [
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})\b", block))
    for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
]
TEXT = [(ink, paper) for ink in ("text", "muted", "link", "good", "bad") for paper in ("bg", "soft")]
CODE = [(ink, paper) for ink in ("k", "s", "n", "c", "f", "b", "text", "bad") for paper in ("soft", "hit")]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", range(3), ids=["light", "dark", "print"])
@pytest.mark.parametrize(("ink", "paper"), [*TEXT, *CODE, ("text", "lesson"), ("link", "lesson")])
def test_text_can_be_read_on_its_ground(theme: int, ink: str, paper: str) -> None:
    colours = THEMES[0] | THEMES[theme]
    assert contrast(colours[ink], colours[paper]) >= 4.5


@pytest.mark.parametrize("theme", range(3), ids=["light", "dark", "print"])
@pytest.mark.parametrize("bar", ["good-bar", "bad-bar", "calm-bar"])
def test_bars_and_edges_stand_out_from_the_page(theme: int, bar: str) -> None:
    colours = THEMES[0] | THEMES[theme]
    assert contrast(colours[bar], colours["bg"]) >= 3


def test_every_colour_of_the_light_theme_has_a_dark_one() -> None:
    assert len(THEMES) == 3
    assert set(THEMES[0]) == set(THEMES[1])


def test_every_variable_that_is_used_is_defined() -> None:
    assert set(re.findall(r"var\(--([a-z-]+)\)", CSS)) <= set(THEMES[0]) | {"mono"}


def test_the_dark_theme_is_for_screens_alone() -> None:
    """Printed pages are light, whatever the reader likes."""
    assert re.findall(r"@media ([^{]*prefers-color-scheme[^{]*?) \{", CSS) == [
        "screen and (prefers-color-scheme: dark)"
    ]
