"""The causal mask, at sizes from 1 up."""

from __future__ import annotations

from grader.testing import assert_close, task


@task("causal", points=2, hint="Row i belongs to query i. Which keys come at or before place i?")
def test_each_place_sees_itself_and_the_past(compare, rng):
    """A square of truth values: query i may attend to key j if j does not come after i."""
    for T in 24, 6, int(rng.integers(9, 20)):
        compare.causal_mask(T)


@task("causal", points=2, hint="Count the Trues in the first row and in the last.")
def test_texts_of_any_length(compare, rng):
    """Two places and more, also hundreds; and one place."""
    for T in 31, 2, 1, 260, int(rng.integers(3, 9)):
        compare.causal_mask(T)


@task("causal", hint="The row of a place does not depend on T, except for its length.")
def test_a_longer_text_changes_nothing_for_its_beginning(compare, rng):
    """The mask of the first places is the same however long the text goes on."""
    T = int(rng.integers(40, 50))
    mask = compare.causal_mask(T)
    for shorter in 27, 5, 1:
        assert_close(compare.causal_mask(shorter), mask[:shorter, :shorter], what=f"T = {shorter}")
