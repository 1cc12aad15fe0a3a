"""Output of a student's code is shown as text that no terminal or browser executes."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.text import count, cut, number, one_line, plain, sanitize, spoken_minutes

MIXED = st.characters() | st.sampled_from("\x1b[]\x07\x9b\x9c;m\\P\r\n\u200c\u200dمख👩")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[31;1mred\x1b[0m", "red"),
        ("\x1b[2J\x1b[1;1Hscreen cleared", "screen cleared"),
        ("\x9b31mred", "red"),
        ("\x1b]0;new title\x07text", "text"),
        ("\x1b]8;;http://e.com\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9d52;c;aGk=\x9ctext", "text"),
        ("\x1bPq#0\x1b\\text", "text"),
        ("\x1b]0;never closed\nnext", "0;never closed\nnext"),
        ("\x9dnever closed", "never closed"),
        ("\x1b(Btext\x1bc", "text"),
        ("\x1b\x1b[31m[31mtext", "[31mtext"),
        ("ends in \x1b", "ends in "),
    ],
)
def test_escape_sequences_are_removed(raw: str, shown: str) -> None:
    assert plain(raw) == shown


def test_line_ends_count_as_python_counts_them() -> None:
    assert plain("a\r\nb\rc\n\td\r\r\n").split("\n") == ["a", "b", "c", "\td", "", ""]
    assert plain("a\r\x1b[m\nb") == "a\n\nb"
    assert plain("\x1b]0;a\rb\x07") == "0;a\nb␇"


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e"])
def test_what_is_no_line_end_to_python_adds_no_line(sign: str) -> None:
    assert len(plain(f"x = 1{sign}\ny = 2").splitlines()) == 2


@pytest.mark.parametrize(
    ("raw", "shown"), [("a\x00\x07\x08\x0b\x0c\x1f\x7fb", "a␀␇␈␋␌␟␡b"), ("a\x85\x99b", "a⟨U+0085⟩⟨U+0099⟩b")]
)
def test_control_characters_are_shown_as_pictures(raw: str, shown: str) -> None:
    assert plain(raw) == shown


@pytest.mark.parametrize(
    "sign",
    [*"\u202e\u2066\u200e\u200f\u200b\u200c\u200d\ufeff\u00ad\u061c\u180e\u2028\u2060\ufff9", "\U000e0041"],
)
def test_characters_that_work_unseen_are_shown_by_number(sign: str) -> None:
    assert plain(f"a{sign}b") == f"a⟨U+{ord(sign):04X}⟩b"


@pytest.mark.parametrize(
    "text", ["می\u200cخواهم", "क्\u200dष", "👩\u200d💻", "👩🏽\u200d🔬", "🏳️\u200d🌈", "🙂\u200d↔️"]
)
def test_joiners_stay_where_writing_needs_them(text: str) -> None:
    """Persian, Hindi, and emoji with skin tone, variation selector and arrow."""
    assert plain(text) == text


@pytest.mark.parametrize("text", ["{}م", "م{}", "م{}{}م", "pass{}word", "م{} م", "م{}x"])
@pytest.mark.parametrize("sign", ["\u200c", "\u200d"])
def test_joiners_that_join_nothing_are_shown(text: str, sign: str) -> None:
    assert plain(text.replace("{}", sign)) == text.replace("{}", f"⟨U+{ord(sign):04X}⟩")


@pytest.mark.parametrize("text", ["", "two\nlines\tand a tab", "Größe × 2 ≤ √n", "日本語 🙂", "e\u0301"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


def test_lone_surrogates_are_replaced_so_that_utf8_holds_the_text() -> None:
    assert plain("a\ud800b\uffffc\ufffe").encode() == "a\ufffdb\ufffdc\ufffd".encode()


def test_a_long_text_is_cut_and_says_by_how_much() -> None:
    text = plain("x" * 5000, limit=100)
    shown, _, rest = text.partition("…")
    assert len(text) == 100
    assert set(shown) == {"x"}
    assert rest == f" [{5000 - len(shown):,} characters left out]"


def test_a_text_that_grows_by_being_shown_is_held_to_the_limit_too() -> None:
    text = plain("\u202e" * 90, limit=100)
    assert len(text) == 100
    assert text.endswith(f"… [{8 * 90 - text.index('…')} characters left out]")


def test_a_cut_counts_what_was_left_out_before() -> None:
    assert cut("abc", 40) == "abc"
    assert cut("abc", 40, more=1) == "abc… [1 character left out]"
    assert cut("a" * 50, 40, more=1_000) == "a" * 11 + "… [1,039 characters left out]"


def test_no_joiner_is_left_hanging_by_a_cut() -> None:
    assert cut("م" * 10 + "\u200c" + "م" * 50, 37) == "م" * 10 + "… [51 characters left out]"
    assert one_line("م" * 10 + "\u200c" + "م" * 50, 12) == "م" * 10 + "…"


@given(st.text(MIXED), st.integers(0, 60))
def test_nothing_but_printable_text_is_left(raw: str, limit: int) -> None:
    """Property: no controls, no surrogates, within the limit; a second pass changes nothing."""
    text = plain(raw, limit)
    assert len(text) <= limit
    assert all(sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs") for sign in text)
    assert not {unicodedata.bidirectional(sign) for sign in text} & {
        *("RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI")
    }
    assert plain(text, limit) == text


@given(st.text(MIXED))
def test_lines_keep_their_numbers(raw: str) -> None:
    assert sanitize(raw).count("\n") == raw.replace("\r\n", "\n").replace("\r", "\n").count("\n")


@pytest.mark.parametrize(
    "unit",
    ["\x1b]\x9d\x1b[", "\x1b]", "\x1b[", "\x1bP\x1b", "\x9b", "\x9d", "\x1b]8;;", "\x1b[0", "\r", "\u200d"],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    """A million unclosed sequences: a quadratic pattern would take minutes."""
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    shown = sanitize(text)
    assert time.process_time() - start < 5
    assert "\x1b" not in shown


def test_openings_that_are_never_closed_leave_nothing() -> None:
    assert sanitize("\x1b]\x9d\x1b[" * 250_000) == ""


def test_the_rest_of_a_huge_text_is_not_even_read() -> None:
    """Ten megabytes are cut first and made safe afterwards."""
    text = "spam\x00" * 2_000_000
    start = time.process_time()
    for _ in range(100):
        plain(text)
    assert time.process_time() - start < 5


def test_one_line_joins_and_cuts() -> None:
    assert one_line("  two\n  lines ") == "two lines"
    assert one_line("a\u3000\r\nb\x1b[0m\t") == "a b"
    assert one_line("word " * 100, 12) == "word word w…"


@pytest.mark.parametrize(
    ("value", "shown"), [(2.0, "2"), (2.5, "2.5"), (10 / 3, "3.33"), (0.0, "0"), (100.0, "100")]
)
def test_points_have_two_decimals_where_needed(value: float, shown: str) -> None:
    assert number(value) == shown


def test_counts_agree_with_their_noun() -> None:
    counts = [count(1, "test"), count(0, "test"), count(2, "match", "matches")]
    assert counts == ["1 test", "0 tests", "2 matches"]


@pytest.mark.parametrize(
    ("minutes", "spoken"),
    [(1, "1 minute"), (45, "45 minutes"), (60, "1 hour"), (100, "1.5 hours"), (180, "3 hours")],
)
def test_a_time_to_expect_is_spoken_in_minutes_or_half_hours(minutes, spoken):
    assert spoken_minutes(minutes) == spoken
