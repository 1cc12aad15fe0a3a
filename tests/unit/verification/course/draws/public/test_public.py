import numpy as np

from grader.testing import assert_close, generator, task


@task("dropout")
def test_nothing_is_dropped_with_probability_0(student):
    """With p = 0 all values are kept as they are."""
    assert_close(student.dropout_forward(np.array([[3.0, 4.0]]), 0.0, generator(1)), np.array([[3.0, 4.0]]))


@task("weights")
def test_the_matrix_has_a_row_for_each_input(student):
    """The weights of 2 inputs and 3 outputs have the shape (2, 3)."""
    assert np.shape(student.uniform_weights(2, 3, generator(1))) == (2, 3)


@task("shuffle")
def test_no_value_is_lost(student):
    """In another order the values are the same."""
    assert sorted(student.shuffled(np.arange(5), generator(1)).tolist()) == [0, 1, 2, 3, 4]
