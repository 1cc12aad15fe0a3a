"""The reference of attention against PyTorch's own, gradcheck, invariants, causality and extremes."""

from __future__ import annotations

import doctest

import pytest
import torch
from torch import nn
from torch.autograd import gradcheck
from torch.nn import functional

SIZES = [((2, 3), 4, 5, 6, 7), ((), 6, 3, 5, 2), ((4,), 1, 7, 1, 1), ((3, 2), 5, 1, 8, 4)]
LAYERS = [(3, 5, 12, 3), (2, 7, 8, 1), (4, 2, 6, 6)]


@pytest.fixture
def att(load):
    return load("attention")


@pytest.fixture(autouse=True)
def generator():
    """Every test draws the same numbers."""
    return torch.manual_seed(21)


def normal(*size):
    return torch.randn(*size, dtype=torch.float64)


def some_mask(*size):
    """Random truth values with at least one True in each row."""
    mask = torch.rand(size) < 0.6
    mask[..., 0] |= ~mask.any(dim=-1)
    return mask


def layer(d, m, dk, dv, out):
    return normal(d, dk), normal(m, dk), normal(m, dv), normal(dv, out)


def assert_same(actual, expected, rtol=1e-10, atol=1e-12):
    torch.testing.assert_close(actual, expected, rtol=rtol, atol=atol)


def test_doctests(att):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(att)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize(("lead", "tq", "tk", "d", "dv"), SIZES)
@pytest.mark.parametrize("masked", [False, True])
def test_attention_agrees_with_torch(att, lead, tq, tk, d, dv, masked):
    """Output and gradients are those of torch's scaled_dot_product_attention."""
    inputs = [normal(*lead, *size).requires_grad_() for size in ((tq, d), (tk, d), (tk, dv))]
    mask = some_mask(*lead, tq, tk) if masked else None
    ours = att.scaled_dot_product_attention(*inputs, mask)
    theirs = functional.scaled_dot_product_attention(*inputs, mask)
    assert_same(ours, theirs)
    upstream = normal(*ours.shape)
    for mine, right in zip(
        torch.autograd.grad(ours, inputs, upstream),
        torch.autograd.grad(theirs, inputs, upstream),
        strict=True,
    ):
        assert_same(mine, right)


@pytest.mark.parametrize(
    "size", [(4, 5), (2, 1, 1, 5), (2, 1, 4, 5), (3, 4, 5), (2, 3, 4, 1), (4, 1), (3, 4, 1)]
)
def test_masks_broadcast_as_in_torch(att, size):
    """A mask may leave out axes or have them of length 1."""
    q, k, v, mask = normal(2, 3, 4, 6), normal(2, 3, 5, 6), normal(2, 3, 5, 7), some_mask(*size)
    expected = functional.scaled_dot_product_attention(q, k, v, mask)
    assert_same(att.scaled_dot_product_attention(q, k, v, mask), expected)


def test_query_without_a_key_gets_zeros_and_sends_zeros(att):
    """Zeros as in torch, and a gradient of zeros where torch of some versions has NaN."""
    q, k, v = (normal(2, 5, 3).requires_grad_() for _ in range(3))
    mask = some_mask(2, 5, 5)
    mask[0, 2] = False
    mask[1] = False
    output = att.scaled_dot_product_attention(q, k, v, mask)
    assert_same(output, functional.scaled_dot_product_attention(q, k, v, mask))
    dq, dk, dv = torch.autograd.grad(output, (q, k, v), normal(2, 5, 3))
    assert all(g.isfinite().all() for g in (dq, dk, dv))
    assert not any(g.any() for g in (output[0, 2], output[1], dq[0, 2], dq[1], dk[1], dv[1]))
    assert dq[0, 1].abs().min() > 0


@pytest.mark.parametrize(("b", "t", "d", "n"), LAYERS)
def test_heads_agree_with_multihead_attention(att, b, t, d, n):
    """Output and gradients are those of torch.nn.MultiheadAttention, whose mask is True where ours is False."""
    theirs = nn.MultiheadAttention(d, n, bias=False, batch_first=True, dtype=torch.float64)
    x, (Wq, Wk, Wv, Wo) = normal(b, t, d).requires_grad_(), (w.requires_grad_() for w in layer(d, d, d, d, d))
    with torch.no_grad():
        theirs.in_proj_weight.copy_(torch.cat([Wq.T, Wk.T, Wv.T]))
        theirs.out_proj.weight.copy_(Wo.T)
    for mask in None, some_mask(t, t):
        expected, _ = theirs(x, x, x, attn_mask=None if mask is None else ~mask)
        actual = att.multi_head_attention(x, Wq, Wk, Wv, Wo, n, mask)
        assert_same(actual, expected)
        upstream = normal(b, t, d)
        (dx,) = torch.autograd.grad(expected, x, upstream, retain_graph=True)
        dqkv, dWo = torch.autograd.grad(expected, (theirs.in_proj_weight, theirs.out_proj.weight), upstream)
        right = dx, *(g.T for g in dqkv.chunk(3)), dWo.T
        for found, slope in zip(
            torch.autograd.grad(actual, (x, Wq, Wk, Wv, Wo), upstream), right, strict=True
        ):
            assert_same(found, slope, rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize(("b", "t", "d", "n"), LAYERS)
def test_padding_agrees_with_multihead_attention(att, b, t, d, n):
    """Our padding mask is the complement of torch's key_padding_mask."""
    theirs = nn.MultiheadAttention(d, n, bias=False, batch_first=True, dtype=torch.float64)
    x, lengths = normal(b, t, d), torch.randint(1, t + 1, (b,))
    Wq, Wk, Wv = (w.T for w in theirs.in_proj_weight.detach().chunk(3))
    mask = att.padding_mask(lengths, t)
    expected, _ = theirs(x, x, x, key_padding_mask=~mask[:, 0, 0])
    actual = att.multi_head_attention(x, Wq, Wk, Wv, theirs.out_proj.weight.detach().T, n, mask)
    assert_same(actual, expected.detach())


def test_cross_attention_agrees_with_multihead_attention(att):
    """The same with a memory of another length and size."""
    b, tq, tk, d, m, n = 3, 4, 6, 8, 5, 2
    theirs = nn.MultiheadAttention(d, n, bias=False, kdim=m, vdim=m, batch_first=True, dtype=torch.float64)
    weights = (theirs.q_proj_weight, theirs.k_proj_weight, theirs.v_proj_weight, theirs.out_proj.weight)
    x, memory, lengths = normal(b, tq, d), normal(b, tk, m), torch.tensor([2, 6, 1])
    mask = att.padding_mask(lengths, tk)
    expected, _ = theirs(x, memory, memory, key_padding_mask=~mask[:, 0, 0])
    actual = att.cross_attention(x, memory, *(w.detach().T for w in weights), n, mask)
    assert_same(actual, expected.detach())


def test_self_attention_is_cross_attention_to_oneself(att):
    """With itself as its memory a sequence attends to itself."""
    x, weights, mask = normal(2, 5, 6), layer(6, 6, 8, 4, 3), some_mask(5, 5)
    ours = att.multi_head_attention(x, *weights, 4, mask)
    assert_same(ours, att.cross_attention(x, x, *weights, 4, mask))


@pytest.mark.parametrize(("channels", "places"), [(4, 7), (6, 3), (5, 5), (1, 4), (3, 1)])
def test_image_attention_is_attention_of_columns(att, channels, places):
    """The column layout is the row layout, transposed."""
    Q, K, V = (normal(channels, places) for _ in range(3))
    assert_same(att.image_attention(Q, K, V), functional.scaled_dot_product_attention(Q.T, K.T, V.T).T)


def test_image_self_attention_is_multi_head_attention_with_one_head(att):
    """Pixels are places, projections are transposed, and nothing is mixed afterwards."""
    I, (Wq, Wk, Wv) = normal(3, 4, 5), (normal(6, 3) for _ in range(3))  # noqa: E741
    rows = I.flatten(1).T[None]
    expected = att.multi_head_attention(rows, Wq.T, Wk.T, Wv.T, torch.eye(6, dtype=torch.float64), 1)
    assert_same(att.image_self_attention(I, Wq, Wk, Wv), expected[0].T.reshape(6, 4, 5))


def test_gradients_by_central_differences(att):
    """gradcheck of every function that has gradients, with an empty row where there is a mask."""
    mask = some_mask(2, 1, 3, 4)
    mask[1, :, 0] = False
    qkv = [normal(2, 2, t, s).requires_grad_() for t, s in ((3, 2), (4, 2), (4, 3))]
    assert gradcheck(lambda *a: att.scaled_dot_product_attention(*a, mask), qkv)
    weights = [w.requires_grad_() for w in layer(3, 5, 4, 6, 2)]
    x, memory = normal(2, 3, 3).requires_grad_(), normal(2, 4, 5).requires_grad_()
    assert gradcheck(lambda *a: att.cross_attention(*a, 2, mask), (x, memory, *weights))
    weights = [w.requires_grad_() for w in layer(3, 3, 4, 6, 2)]
    assert gradcheck(lambda *a: att.multi_head_attention(*a, 2, mask[..., :3]), (x, *weights))
    assert gradcheck(att.image_attention, [normal(3, 4).requires_grad_() for _ in range(3)])
    pixels, projections = normal(3, 2, 2).requires_grad_(), [normal(4, 3).requires_grad_() for _ in range(3)]
    assert gradcheck(att.image_self_attention, (pixels, *projections))


def test_results_are_means_of_the_values(att):
    """Every result lies between the least and the largest value; equal values come back as they are."""
    q, k, v = normal(2, 4, 3), normal(2, 6, 3), normal(2, 6, 5)
    output = att.scaled_dot_product_attention(q, k, v)
    assert (output <= v.amax(dim=1, keepdim=True)).all()
    assert (output >= v.amin(dim=1, keepdim=True)).all()
    alike = v[:, :1].expand_as(v)
    assert_same(att.scaled_dot_product_attention(q, k, alike), alike[:, :4])


def test_the_future_has_no_influence(att):
    """With a causal mask a change at one place moves the outputs from there on, and not one bit before."""
    x, weights, mask = normal(2, 7, 5), layer(5, 5, 6, 4, 3), att.causal_mask(7)
    output = att.multi_head_attention(x, *weights, 2, mask)
    for place in range(7):
        other = x.clone()
        other[:, place] += 10.0
        changed = (att.multi_head_attention(other, *weights, 2, mask) != output).any(dim=-1)
        assert not changed[:, :place].any()
        assert changed[:, place:].all()


def test_padding_has_no_influence(att):
    """What stands at padded places of a memory moves nothing, and changing a real one moves every output."""
    x, memory, weights = normal(3, 4, 5), normal(3, 6, 5), layer(5, 5, 6, 4, 3)
    lengths = torch.tensor([2, 5, 3])
    mask = att.padding_mask(lengths, 6)
    output = att.cross_attention(x, memory, *weights, 2, mask)
    other = torch.where(mask[:, 0, 0, :, None], memory, normal(3, 6, 5) * 100)
    assert torch.equal(att.cross_attention(x, other, *weights, 2, mask), output)
    other[:, 0] += 1.0
    assert (att.cross_attention(x, other, *weights, 2, mask) != output).all()


def test_places_are_told_apart_by_nothing(att):
    """Self-attention is equivariant under a permutation of places, cross-attention invariant in its memory."""
    x, memory, order = normal(2, 5, 4), normal(2, 5, 4), torch.randperm(5)
    weights = layer(4, 4, 6, 4, 3)
    moved = att.multi_head_attention(x[:, order], *weights, 2)
    assert_same(moved, att.multi_head_attention(x, *weights, 2)[:, order])
    asked = att.cross_attention(x, memory[:, order], *weights, 2)
    assert_same(asked, att.cross_attention(x, memory, *weights, 2))


@pytest.mark.parametrize("n", [2, 4])
def test_a_mask_of_three_axes_is_one_per_head(att, n):
    """Also where there are as many sequences as heads: the result is that of the mask spread over the batch."""
    x, weights, mask = normal(n, 5, 6), layer(6, 6, 4 * n, 3 * n, 7), some_mask(n, 5, 5)
    full = mask[None].expand(n, n, 5, 5)
    ours = att.multi_head_attention(x, *weights, n, mask)
    assert torch.equal(ours, att.multi_head_attention(x, *weights, n, full))
    per_sequence = att.multi_head_attention(x, *weights, n, mask[:, None])
    assert (ours - per_sequence).abs().max() > 1e-3


@pytest.mark.parametrize("T", [1, 2, 9, 300])
def test_causal_mask_is_the_lower_triangle(att, T):
    """Of T squared places T (T + 1) / 2 are allowed: the diagonal and what is below."""
    mask = att.causal_mask(T)
    assert mask.dtype == torch.bool
    assert torch.equal(mask, torch.ones(T, T, dtype=torch.bool).tril())


@pytest.mark.parametrize("dtype", [torch.int64, torch.int16, torch.int8, torch.uint8])
def test_lengths_of_any_width_are_compared_with_any_T(att, dtype):
    """T = 300 does not fit into 8 bits, where torch would compare with 44."""
    lengths = torch.tensor([120, 0, 45, 1], dtype=dtype)
    assert att.padding_mask(lengths, 300).sum(dim=-1).flatten().tolist() == [120, 0, 45, 1]
    with pytest.raises(ValueError, match="lengths must lie in"):
        att.padding_mask(lengths, 119)


@pytest.mark.parametrize("dtype", [torch.int64, torch.int32, torch.int8, torch.uint8])
def test_padding_mask_counts_to_the_length(att, dtype):
    """Row b holds lengths[b] Trues, at its beginning."""
    lengths = torch.tensor([0, 3, 7, 1], dtype=dtype)
    mask = att.padding_mask(lengths, 7)
    assert mask.dtype == torch.bool
    assert mask.shape == (4, 1, 1, 7)
    assert mask.sum(dim=-1).flatten().tolist() == [0, 3, 7, 1]
    assert (mask[..., :-1] >= mask[..., 1:]).all()


def test_scores_of_any_size(att):
    """Scores of ten thousand, and scores all below -1e9, are exact: the shift by a row's maximum cancels."""
    q, k, v = 100 * normal(3, 5, 4), 100 * normal(3, 6, 4), normal(3, 6, 2)
    assert_same(
        att.scaled_dot_product_attention(q, k, v), functional.scaled_dot_product_attention(q, k, v), rtol=1e-9
    )
    q, k = torch.full((2, 1), 1e6, dtype=torch.float64), torch.tensor([[-1.0], [-2.0], [-3.0]]).double() * 1e6
    mask = torch.tensor([[False, True, True], [False, False, True]])
    v = torch.tensor([[1.0], [2.0], [3.0]], dtype=torch.float64)
    assert att.scaled_dot_product_attention(q, k, v, mask).flatten().tolist() == [2.0, 3.0]


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_dtype_is_kept_and_nothing_is_modified(att, dtype):
    """Every result has the dtype of the inputs, and the inputs stay as they were."""
    x, memory, mask = normal(2, 3, 4).to(dtype), normal(2, 5, 4).to(dtype), some_mask(3, 5)
    weights = [w.to(dtype) for w in layer(4, 4, 6, 8, 3)]
    pixels, square = normal(4, 2, 3).to(dtype), normal(4, 4).to(dtype)
    given = [x, memory, mask, *weights, pixels, square]
    before = [a.clone() for a in given]
    results = [
        att.scaled_dot_product_attention(x, memory, memory, mask),
        att.multi_head_attention(x, *weights, 2, mask[:, :3]),
        att.cross_attention(x, memory, *weights, 2, mask),
        att.image_attention(square, square, square),
        att.image_self_attention(pixels, square, square, square),
    ]
    assert {r.dtype for r in results} == {dtype}
    assert all(torch.equal(a, b) for a, b in zip(given, before, strict=True))


@pytest.mark.parametrize("n_heads", [0, -1, 3, 4])
def test_heads_that_do_not_fit_are_refused(att, n_heads):
    """The message names the argument, what was expected and what came."""
    x, weights = normal(2, 3, 5), layer(5, 5, 6, 8, 7)
    message = rf"n_heads must be at least 1 and divide the columns of Wq \(6\) and of Wv \(8\), got {n_heads}"
    with pytest.raises(ValueError, match=message):
        att.multi_head_attention(x, *weights, n_heads)
    with pytest.raises(ValueError, match=message):
        att.cross_attention(x, x, *weights, n_heads)


@pytest.mark.parametrize("lengths", [[2, -1], [4, 0]])
def test_impossible_lengths_are_refused(att, lengths):
    """The message names the argument, its range and what came."""
    with pytest.raises(ValueError, match=rf"lengths must lie in \[0, T\] = \[0, 3\], got \[{lengths[0]}, "):
        att.padding_mask(torch.tensor(lengths), 3)
