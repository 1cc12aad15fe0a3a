from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports.text import LINE_LIMIT, count, number, one_line, plain, prose


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31;1mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]0;a new window title\x07after", "after"),
        ("\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bPdevice control\x1b\\after", "after"),
        ("\x1b]never ended\nnext line", "\nnext line"),
        ("\x1bc reset", " reset"),
        ("alone \x1b", "alone ␛"),
    ],
)
def test_terminal_escapes_are_removed(raw: str, shown: str) -> None:
    assert plain(raw) == shown


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x00\x07\x08", "␀␇␈"),
        ("\x7f", "␡"),
        ("\x85", "⟨U+0085⟩"),
        ("\u202eabc\u2066", "⟨U+202E⟩abc⟨U+2066⟩"),
        ("zero\u200bwidth\ufeff", "zero⟨U+200B⟩width⟨U+FEFF⟩"),
        ("\ud800", "\ufffd"),
        ("tag\U000e0041", "tag⟨U+E0041⟩"),
    ],
)
def test_invisible_characters_become_visible(raw: str, shown: str) -> None:
    assert plain(raw) == shown


@pytest.mark.parametrize("text", ["", "two\nlines\tand a tab", "Größe × 2 ≤ √n", "ni\u200dno", "日本語 🙂"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


def test_line_ends_count_as_python_counts_them() -> None:
    assert plain("a\r\nb\rc\n").split("\n") == ["a", "b", "c", ""]


def test_long_text_is_cut_and_says_by_how_much() -> None:
    assert plain("ab" * 5_000, limit=100) == "ab" * 50 + "\n… (9,900 more characters)"


def test_a_long_line_is_cut_and_the_next_one_is_not() -> None:
    cut, after = plain("x" * 10_000 + "\nafter").split("\n")
    assert cut == "x" * LINE_LIMIT + " … (8,000 more characters)"
    assert after == "after"


@given(st.text(st.characters()))
def test_nothing_but_line_feeds_and_tabs_is_left_of_the_controls(text: str) -> None:
    odd = {c for c in plain(text) if unicodedata.category(c) in ("Cc", "Cs")} - {"\n", "\t"}
    assert not odd
    assert not set(plain(text)) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize("unit", ["\x1b]", "\x1b[", "\x1bP\x1b", "\x9b", "\x1b]8;;", "`", "\r"])
def test_hostile_text_costs_linear_time(unit: str) -> None:
    """A quadratic pattern would take minutes for a million characters."""
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    plain(text, limit=2_000_000)
    prose(text)
    assert time.process_time() - start < 5


def test_backticks_make_code_and_everything_else_is_escaped() -> None:
    assert prose("use `a < b` & <b>") == "use <code>a &lt; b</code> &amp; &lt;b&gt;"
    assert prose("`</code><script>`") == "<code>&lt;/code&gt;&lt;script&gt;</code>"
    assert prose("one ` alone") == "one ` alone"


def test_one_line_joins_and_cuts() -> None:
    assert one_line("  two\n  lines ") == "two lines"
    assert one_line("word " * 100, 12) == "word word w…"


@pytest.mark.parametrize(
    ("value", "shown"), [(2.0, "2"), (2.5, "2.5"), (10 / 3, "3.33"), (0.0, "0"), (100.0, "100")]
)
def test_points_have_two_decimals_where_needed(value: float, shown: str) -> None:
    assert number(value) == shown


def test_counts_agree_with_their_noun() -> None:
    assert [count(1, "test"), count(0, "test"), count(2, "match", "matches")] == [
        "1 test",
        "0 tests",
        "2 matches",
    ]
