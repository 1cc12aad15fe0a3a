"""The causal mask, at sizes from 1 up."""

from __future__ import annotations

from grader.testing import assert_close, task


@task("causal", points=2, hint="Row i belongs to query i. Which keys are at i or before it?")
def test_each_place_sees_itself_and_the_past(compare, rng):
    """The mask is square. Query i may see key j if j is not after i."""
    for T in 24, 6, int(rng.integers(9, 20)):
        compare.causal_mask(T)


@task("causal", points=2, hint="How many True are in the first row, and how many in the last?")
def test_texts_of_any_length(compare, rng):
    """The length may be one, two or hundreds."""
    for T in 31, 2, 1, 260, int(rng.integers(3, 9)):
        compare.causal_mask(T)


@task("causal", hint="A row does not depend on T, except for its length.")
def test_a_longer_text_changes_nothing_for_its_beginning(compare, rng):
    """A longer text has the same mask at its beginning."""
    T = int(rng.integers(40, 50))
    mask = compare.causal_mask(T)
    for shorter in 27, 5, 1:
        assert_close(
            compare.causal_mask(shorter),
            mask[:shorter, :shorter],
            what="A longer text must have the same mask at its beginning; yours does not.",
        )
