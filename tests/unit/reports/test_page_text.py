from __future__ import annotations

import time

import pytest

from grader.reports.page_text import LINE_LIMIT, bounded, prose
from grader.text import plain


@pytest.mark.parametrize("text", ["", "\x1b[31mred\x1b[0m\x00", "two\r\nlines", "tag\U000e0041", "\ud800"])
def test_a_page_shows_text_as_all_else_does(text: str) -> None:
    assert bounded(text) == plain(text)


def test_long_text_is_cut_and_says_by_how_much() -> None:
    text = bounded("ab" * 5_000, limit=100)
    assert text == "ab" * 35 + "… [9,930 characters left out]"


def test_a_long_line_is_cut_and_the_next_one_is_not() -> None:
    line, after = bounded("x" * 10_000 + "\nafter").split("\n")
    assert LINE_LIMIT - 2 < len(line) <= LINE_LIMIT
    shown, _, rest = line.partition("…")
    assert set(shown) == {"x"}
    assert rest == f" [{10_000 - len(shown):,} characters left out]"
    assert after == "after"


def test_cut_by_line_and_in_all_every_character_is_counted() -> None:
    text = bounded("x" * 50_000)
    shown = text.index("…")
    assert text[shown:] == f"… [{20_000 - shown:,} characters left out]… [30,000 characters left out]"


@pytest.mark.parametrize("unit", ["\x1b]", "\x1b[", "\x1bP\x1b", "\x9b", "\x1b]8;;", "`", "\r", "\u200d"])
def test_hostile_text_costs_linear_time(unit: str) -> None:
    """A quadratic pattern would take minutes for a million characters."""
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    bounded(text, limit=2_000_000)
    prose(text)
    assert time.process_time() - start < 5


def test_backticks_make_code_and_everything_else_is_escaped() -> None:
    assert prose("use `a < b` & <b>") == "use <code>a &lt; b</code> &amp; &lt;b&gt;"
    assert prose("`</code><script>`") == "<code>&lt;/code&gt;&lt;script&gt;</code>"
    assert prose("one ` alone") == "one ` alone"
