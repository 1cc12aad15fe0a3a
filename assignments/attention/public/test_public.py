"""Public tests. All numbers are worked by hand; README.md has the same examples in tables.

Scores are logarithms, so that exp turns them into the whole numbers 1, 2, 3, … and weights are fractions.
"""

from __future__ import annotations

import torch

from grader.testing import assert_close, assert_raises, task

CLOSE = {"rtol": 1e-5, "atol": 1e-5}


def queries_and_keys():
    """Scores ln 1, ln 3, ln 4 of the first query and ln 5, ln 2, ln 1 of the second; the size 4 has root 2."""
    q = torch.tensor([[2.0, 0.0, 0.0, 0.0], [0.0, 2.0, 0.0, 0.0]])
    k = torch.tensor([[1.0, 5.0, 1.0, 1.0], [3.0, 2.0, 1.0, 1.0], [4.0, 1.0, 1.0, 1.0]]).log()
    return q, k


def values():
    return torch.tensor([[8.0, 0.0], [0.0, 8.0], [16.0, 8.0]])


@task("attention")
def test_two_queries_three_keys(student):
    """The weights (1, 3, 4)/8 give 8/8 + 64/8 = 9 and 24/8 + 32/8 = 7. (5, 2, 1)/8 give 7 and 3."""
    output = student.scaled_dot_product_attention(*queries_and_keys(), values())
    assert_close(output, torch.tensor([[9.0, 7.0], [7.0, 3.0]]), **CLOSE)


@task("attention")
def test_mask_with_an_empty_row(student):
    """Without the third key, the first query has the weights (1, 3)/4: 8/4 = 2 and 24/4 = 6. The second query
    sees no key.
    """
    mask = torch.tensor([[True, True, False], [False, False, False]])
    output = student.scaled_dot_product_attention(*queries_and_keys(), values(), mask)
    assert_close(output, torch.tensor([[2.0, 6.0], [0.0, 0.0]]), **CLOSE)


@task("attention")
def test_gradient_of_the_values(student):
    """The sum of the first query's output has the gradient (1, 3, 4)/8 in every column of v."""
    args = (*queries_and_keys(), values())
    upstream = torch.tensor([[1.0, 1.0], [0.0, 0.0]])
    _, (dv,) = student.gradients("scaled_dot_product_attention", args, (2,), upstream)
    assert_close(dv, torch.tensor([[0.125, 0.125], [0.375, 0.375], [0.5, 0.5]]), **CLOSE)


@task("causal")
def test_three_places(student):
    """Position 0 sees itself, position 1 sees two positions, and position 2 sees all three."""
    expected = torch.tensor([[True, False, False], [True, True, False], [True, True, True]])
    assert_close(student.causal_mask(3), expected)


@task("padding")
def test_lengths_two_none_and_three(student):
    """The lengths are 2, 0 and 3, of three positions."""
    expected = torch.tensor([[[[True, True, False]]], [[[False, False, False]]], [[[True, True, True]]]])
    assert_close(student.padding_mask(torch.tensor([2, 0, 3]), 3), expected)


@task("padding")
def test_a_sequence_cannot_be_longer_than_T(student):
    """A length of 4 with 3 positions is an error: ValueError."""
    assert_raises("ValueError", student.padding_mask, torch.tensor([2, 4]), 3)


def weights():
    """Wq, Wk, Wv and Wo of two heads of size 1."""
    wk = torch.tensor([[1.0, 3.0], [2.0, 1.0]]).log()
    return (
        torch.eye(2),
        wk,
        torch.tensor([[6.0, 4.0], [12.0, 8.0]]),
        torch.tensor([[1.0, 0.0, 1.0], [0.0, 1.0, -1.0]]),
    )


@task("heads")
def test_two_heads_of_size_one(student):
    """The heads (10, 9) and (6, 5) are joined to [[10, 6], [9, 5]] and multiplied by Wo."""
    output = student.multi_head_attention(torch.eye(2)[None], *weights(), 2)
    assert_close(output, torch.tensor([[[10.0, 6.0, 4.0], [9.0, 5.0, 4.0]]]), **CLOSE)


@task("heads")
def test_two_heads_looking_back(student):
    """The first position sees only itself: 6 and 4. The second does not change."""
    mask = torch.tensor([[True, False], [True, True]])
    output = student.multi_head_attention(torch.eye(2)[None], *weights(), 2, mask)
    assert_close(output, torch.tensor([[[6.0, 4.0, 2.0], [9.0, 5.0, 4.0]]]), **CLOSE)


@task("cross")
def test_one_query_asks_a_memory_of_two(student):
    """The weights (1, 2)/3 give 10 in the first head, and (3, 1)/4 give 5 in the second. Then multiply by Wo."""
    memory = torch.tensor([[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]])
    wq, wk, wv, wo = weights()
    below = torch.tensor([[7.0, 7.0]])  # the memory is 0 there
    wide = wq, torch.cat([wk, below]), torch.cat([wv, below]), wo
    output = student.cross_attention(torch.ones(1, 1, 2), memory, *wide, 2)
    assert_close(output, torch.tensor([[[10.0, 5.0, 5.0]]]), **CLOSE)


def columns():
    """Q, K and V of two places with four channels: scores ln 1, ln 3 and ln 4, ln 1."""
    q = torch.tensor([[2.0, 0.0], [0.0, 2.0], [0.0, 0.0], [0.0, 0.0]])
    k = torch.tensor([[1.0, 3.0], [4.0, 1.0], [1.0, 1.0], [1.0, 1.0]]).log()
    return q, k, torch.tensor([[20.0, 0.0], [0.0, 20.0], [20.0, 40.0], [0.0, 4.0]])


def attended():
    """Weights (1, 3)/4 for the first column and (4, 1)/5 for the second."""
    return torch.tensor([[5.0, 16.0], [15.0, 4.0], [35.0, 24.0], [3.0, 0.8]])


@task("image")
def test_two_columns(student):
    """5 = 20/4, 15 = 3 * 20/4, 35 = (20 + 3 * 40)/4, 3 = 3 * 4/4. With (4, 1)/5: 16, 4, 24, 0.8."""
    assert_close(student.image_attention(*columns()), attended(), **CLOSE)


@task("image_self")
def test_an_image_of_two_pixels(student):
    """The image is the identity, so Q, K and V are the three weights. The numbers are those of the test before."""
    image = torch.tensor([[[1.0, 0.0]], [[0.0, 1.0]]])
    assert_close(student.image_self_attention(image, *columns()), attended()[:, None], **CLOSE)
