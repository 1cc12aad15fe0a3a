"""Fingerprints: what winnowing promises, for any tokens."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.model import SourceFile
from grader.similarity.token_stream import TokenStream, token_stream
from grader.similarity.winnowing import GRAM, WINDOW, grams, winnowed

THRESHOLD = GRAM + WINDOW - 1
"""Equal tokens from which on a common fingerprint is certain."""

tokens = st.lists(st.integers(0, 5), max_size=60)


def stream(values: list[int], parts: list[int] | None = None) -> TokenStream:
    size = len(values)
    zeros = np.zeros(size, dtype=np.int32)
    return TokenStream(
        symbols=np.array(values, dtype=np.uint64), parts=np.array(parts or [0] * size, dtype=np.int32),
        files=zeros, first_lines=zeros + 1, last_lines=zeros + 1, cut=False,
    )  # fmt: skip


@given(st.lists(st.integers(0, 5), min_size=THRESHOLD, max_size=40), tokens, tokens, tokens, tokens)
def test_equal_stretches_of_nineteen_tokens_leave_an_equal_fingerprint(common, a, b, c, d):
    one, other = (winnowed(stream(each))[0] for each in (a + common + b, c + common + d))
    assert set(one.tolist()) & set(other.tolist())


@given(tokens)
def test_fingerprints_are_hashes_of_runs_in_the_order_of_the_tokens(values):
    hashes, places = grams(stream(values))
    kept, at = winnowed(stream(values))
    known = dict(zip(places.tolist(), hashes.tolist(), strict=True))
    assert [known[place] for place in at.tolist()] == kept.tolist()
    assert at.tolist() == sorted(set(at.tolist()))
    assert len(hashes) == max(len(values) - GRAM + 1, 0)


def test_equal_runs_have_equal_hashes_wherever_they_stand():
    run = list(range(GRAM))
    hashes = grams(stream([7, 7, *run, 9, *run]))[0].tolist()
    assert hashes[2] == hashes[-1]
    assert len(set(hashes)) == len(hashes) - 1


def test_no_run_crosses_the_end_of_a_part():
    values = list(range(2 * GRAM))
    parts = [0] * (GRAM + 2) + [1] * (GRAM - 2)
    places = grams(stream(values, parts))[1].tolist()
    assert places == [0, 1, 2]
    assert winnowed(stream(values, parts))[1].tolist()


def test_about_two_of_nine_hashes_are_kept():
    values = np.random.default_rng(1).integers(0, 1 << 30, 20_000).tolist()
    density = len(winnowed(stream(values))[0]) / (len(values) - GRAM + 1)
    assert abs(density - 2 / (WINDOW + 1)) < 0.01


def test_short_code_has_one_fingerprint_and_shorter_code_none():
    text = "def f(x):\n    return x + 1\n"
    found = token_stream([SourceFile(name="f.py", text=text)])
    assert GRAM <= len(found) < THRESHOLD
    assert len(winnowed(found)[0]) == 1
    assert len(winnowed(token_stream([SourceFile(name="f.py", text="x = 1\n")]))[0]) == 0
