"""Sequences of one length."""

from __future__ import annotations

import numpy as np
from support import NARROW

from grader.testing import task


def sequences(rng, *lengths):
    """Sequences of numbers that are not 0, and that differ from each other."""
    values = rng.permutation(np.arange(1, 1 + sum(lengths))) + 0.5
    return np.split(values, np.cumsum(lengths)[:-1])


@task("pad", points=3, hint="Zeros come first, and a long sequence loses its beginning.")
def test_zeros_in_front(compare, rng):
    """With "pre", short sequences get zeros in front, and long ones lose their beginning."""
    for lengths, length in ((3, 7, 5, 1), 5), ((2, 6, 9), 4):
        compare.pad_sequences(sequences(rng, *lengths), length, "pre")
        compare.pad_sequences(sequences(rng, *lengths), length, where="pre")


@task("pad", points=3, hint="Zeros come last, and a long sequence loses its end.")
def test_zeros_behind(compare, rng):
    """With "post", short sequences get zeros behind, and long ones lose their end."""
    for lengths, length in ((3, 7, 5, 1), 5), ((2, 6, 9), 4):
        compare.pad_sequences(sequences(rng, *lengths), length, "post")
        compare.pad_sequences(sequences(rng, *lengths), length, where="post")


@task("pad", points=2, hint="Without where, zeros come first.")
def test_default(compare, rng):
    """Without where, the result is that of "pre"."""
    for lengths, length in ((4, 2, 8), 6), ((1, 3, 5, 9), 3):
        compare.pad_sequences(sequences(rng, *lengths), length)


@task("pad", hint="Each row has the length that is given, not that of the longest sequence.")
def test_all_shorter_and_all_longer(compare, rng):
    """All sequences may be shorter than length, or longer, or of just this length."""
    for lengths, length in ((2, 3, 1), 7), ((5, 6, 8), 3), ((4, 4, 4, 4), 4), ((5, 5), 1):
        for where in "pre", "post":
            compare.pad_sequences(sequences(rng, *lengths), length, where)


@task("pad", hint="An empty sequence gives a row of zeros.")
def test_empty_sequences_and_one_sequence(compare, rng):
    """An empty sequence gives a row of zeros. There may be one sequence, or hundreds."""
    for where in "pre", "post":
        compare.pad_sequences(sequences(rng, 0, 3, 0, 6), 4, where)
        compare.pad_sequences(sequences(rng, 4), 6, where)
        compare.pad_sequences(sequences(rng, 5), 3, where)
        compare.pad_sequences([np.zeros(0)], 2, where)
        compare.pad_sequences(sequences(rng, *rng.integers(0, 8, size=150)), 5, where)


@task("pad", hint="Zeros, negative and huge numbers inside a sequence stay as they are.")
def test_values_stay_as_they_are(compare, rng):
    """Values are not changed: zeros, negative, tiny, huge and missing ones."""
    special = np.array([0.0, -2.5, 1e25, 0.0, 1e-25, np.nan, -np.inf, 0.0])
    for where in "pre", "post":
        for length in 5, 10:
            compare.pad_sequences(
                [rng.permutation(special), special[:3], special[4:], special], length, where
            )


@task("pad", points=2, hint="Integers give int64, floats stay floats.")
def test_whole_numbers(compare, rng):
    """Integers of any type give int64."""
    for dtype in (*NARROW, np.int32, np.int64):
        ends = np.iinfo(dtype)
        values = rng.integers(ends.min, ends.max, size=12, endpoint=True, dtype=dtype)
        values[[0, -1]] = ends.max, ends.min
        for where in "pre", "post":
            whole = compare.pad_sequences([values[:2], values[2:9], values[7:], values[:0]], 4, where)
            assert whole.dtype == np.int64, "Integers must give int64."


@task("pad", hint="float32 stays float32. Keep nothing between calls, and write into a new array.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 stays float32. The same call gives the same answer."""
    for where in "pre", "post":
        seqs = sequences(rng, 3, 6, 2)
        single = compare.pad_sequences([seq.astype(np.float32) for seq in seqs], 4, where)
        assert single.dtype == np.float32, "float32 must give float32."
        for case in seqs, sequences(rng, 5, 4), [seq[::-2] for seq in seqs], seqs:
            compare.pad_sequences(case, 3, where)


@task("pad", weak=True, hint="Check the sequences, the length and where first.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for no sequence, for tables, for a length below 1, and for another where."""
    seqs = sequences(rng, 3, 5)
    for length in 0, -1, -4:
        compare.raises("ValueError", "pad_sequences", seqs, length)
    for where in "front", "", "PRE", "Post", "pr", "posts":
        compare.raises("ValueError", "pad_sequences", seqs, 4, where)
    for bad in (
        [],
        [np.ones((2, 3))],
        [seqs[0], np.ones((2, 2))],
        [np.ones((1, 1)), seqs[0]],
        [np.float64(1.0)],
    ):
        compare.raises("ValueError", "pad_sequences", bad, 4)
        compare.raises("ValueError", "pad_sequences", bad, 4, "post")
