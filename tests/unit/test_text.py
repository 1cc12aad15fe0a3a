"""What a student's code printed is shown as text, and nothing obeys it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.text import plain


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[2J\x1b[1;1Hscreen cleared", "screen cleared"),
        ("\x9b31mred", "red"),
        ("\x1b]0;new title\x07text", "text"),
        ("\x1b]8;;http://e.com\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9d52;c;aGk=\x9ctext", "text"),
        ("\x1bPq#0\x1b\\text", "text"),
        ("\x1b]0;never closed\nnext", "0;never closed\nnext"),
        ("\x1b(Btext\x1bc", "text"),
        ("\x1b\x1b[31m[31mtext", "[31mtext"),
        ("ends in \x1b", "ends in "),
    ],
)
def test_escape_sequences_are_removed(raw: str, shown: str) -> None:
    assert plain(raw) == shown


def test_line_ends_become_line_feeds_and_tabs_stay() -> None:
    assert plain("a\r\nb\rc\u2028d\te\n") == "a\nb\nc\nd\te\n"


def test_other_control_characters_are_removed() -> None:
    assert plain("a\x00\x07\x08\x0b\x0c\x1f\x7f\x85b") == "ab"


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\u200b", "\ufeff", "\U000e0041"])
def test_characters_that_work_unseen_are_spelled_out(sign: str) -> None:
    assert plain(f"a{sign}b") == f"a\\{sign.encode('unicode_escape').decode()[1:]}b"


def test_lone_surrogates_are_replaced_so_that_utf8_holds_the_text() -> None:
    assert plain("a\ud800b\uffffc").encode() == "a\ufffdb\ufffdc".encode()


def test_a_long_text_is_cut_and_says_by_how_much() -> None:
    text = plain("x" * 5000, limit=100)
    shown, _, rest = text.partition("…")
    assert len(text) <= 100
    assert set(shown) == {"x"}
    assert rest == f" [{5000 - len(shown)} characters left out]"


@given(st.text(st.characters() | st.sampled_from("\x1b[]\x07\x9b\x9c;m\\P")))
def test_nothing_but_printable_text_is_left(raw: str) -> None:
    """Property: no control character, no surrogate, no bidi control; and a second pass changes nothing."""
    text = plain(raw)
    assert all(sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs") for sign in text)
    assert all(
        unicodedata.bidirectional(sign) not in ("RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "FSI")
        for sign in text
    )
    assert plain(text) == text


def test_hostile_text_takes_linear_time() -> None:
    """A million openings that are never closed, each of which could scan to the end of the text."""
    assert plain("\x1b]\x9d\x1b[" * 250_000) == ""
