"""How a result follows from its arguments is found by trying."""

from __future__ import annotations

import numpy as np

from grader.verification.result_layout import Layout, Rows, Source, layout_of


def noise(*shape):
    return np.random.default_rng(sum(shape)).normal(size=shape)


def test_each_length_has_its_source_and_rows_are_those_of_the_longest_axis():
    found = layout_of(np.matmul, [noise(4, 3), noise(3, 6)])
    assert found == Layout([Source(0, 0), Source(1, 1)], Rows(Source(1, 1), 1))


def test_rows_are_found_where_the_batch_is_one():
    found = layout_of(lambda q, k: q @ np.swapaxes(k, 1, 2), [noise(1, 8, 3), noise(1, 5, 3)])
    assert found.lengths == [Source(0, 0), Source(0, 1), Source(1, 1)]
    assert found.rows == Rows(Source(0, 1), 1)


def test_rows_that_depend_on_each_other_cannot_be_computed_alone():
    assert layout_of(lambda x: x - x.mean(), [noise(6)]) == Layout([Source(0, 0)], None)


def test_rows_that_need_those_before_cannot_be_computed_alone():
    """The first half alone is the beginning of the whole, but the second half is not its end."""
    assert layout_of(lambda x: np.cumsum(x, axis=0), [noise(6, 3)]).rows == Rows(Source(0, 1), 1)


def test_windows_that_overlap_are_no_rows():
    assert layout_of(lambda x: x[1:] + x[:-1], [noise(9)]).rows is None


def test_rows_of_one_axis_only():
    softmax = layout_of(lambda x: np.exp(x) / np.exp(x).sum(axis=1, keepdims=True), [noise(3, 40)])
    assert softmax.rows == Rows(Source(0, 0), 0)


def test_a_length_that_two_arguments_share_is_taken_from_the_first():
    assert layout_of(np.add, [noise(6), noise(6)]).lengths == [Source(0, 0)]


def test_a_length_that_no_argument_has_is_a_constant():
    assert layout_of(lambda x: np.array([x.min(), x.max()]), [noise(7)]) == Layout([2], None)


def test_a_number_has_no_layout():
    assert layout_of(lambda x: np.asarray(x.sum()), [noise(7)]) == Layout([], None)


def test_arguments_that_are_numbers_are_left_alone():
    assert layout_of(lambda x, times: np.repeat(x, times), [noise(5), 2]).lengths == [Source(0, 0)]
