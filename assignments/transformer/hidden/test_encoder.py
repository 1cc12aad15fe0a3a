"""Encoder block: layer norm behind and before, masks, sizes that differ and coincide, gradients."""

from __future__ import annotations

import torch
from support import SINGLE, assert_slope, block, drawn, some_mask

from grader.testing import assert_close, task


def case(rng, b, t, D, F, n, dk, dv, dtype=torch.float64):
    """x, the parameters and the number of heads; dk and dv are sizes of one head."""
    return drawn(rng, b, t, D, dtype=dtype), block(rng, D, F, n, dk, dv, dtype=dtype), n


@task("encoder", points=2, hint="Post: z = norm(x + f(x)), for each of the two sub-layers.")
def test_post_norm(compare, rng):
    """Each layer norm stands behind its residual connection."""
    compare.encoder_block(*case(rng, 3, 5, D=6, F=9, n=2, dk=4, dv=3), norm="post")
    compare.encoder_block(*case(rng, 2, 4, D=5, F=7, n=3, dk=2, dv=6), None, "post")


@task("encoder", points=2, hint="Pre: z = x + f(norm(x)). The sum gets x as it is.")
def test_pre_norm(compare, rng):
    """Each layer norm stands before its sub-layer, and the residual connection leads past it."""
    compare.encoder_block(*case(rng, 3, 4, D=7, F=5, n=2, dk=3, dv=4), norm="pre")
    compare.encoder_block(*case(rng, 2, 6, D=4, F=8, n=3, dk=5, dv=2), None, "pre")


@task("encoder", hint="post is the default.")
def test_post_is_the_default(compare, rng):
    """Without the argument norm, the block is post-norm."""
    compare.encoder_block(*case(rng, 3, 5, D=8, F=6, n=4, dk=2, dv=3))
    compare.encoder_block(*case(rng, 4, 3, D=5, F=6, n=1, dk=4, dv=7))


@task("encoder", points=2, hint="Pass the mask on to the attention.")
def test_masks(compare, rng):
    """A place attends only where the mask is True."""
    for b, t, n, norm in (3, 5, 2, "post"), (2, 6, 3, "pre"):
        for size in (t, t), (b, 1, 1, t), (b, n, t, t):
            arguments = case(rng, b, t, D=7, F=4, n=n, dk=3, dv=5)
            compare.encoder_block(*arguments, some_mask(rng, *size), norm)


@task("encoder", hint="A place that may attend to nothing gets zeros from the attention.")
def test_sequences_of_padding(compare, rng):
    """Sequences have different lengths, and one is empty."""
    for lengths, t, norm in ([2, 0, 4], 5, "post"), ([3, 1, 0, 6], 6, "pre"):
        mask = (torch.arange(t) < torch.tensor(lengths)[:, None])[:, None, None, :]
        compare.encoder_block(*case(rng, len(lengths), t, D=4, F=6, n=2, dk=3, dv=2), mask, norm)


@task("encoder", hint="Find an axis by its position. Equal sizes hide a wrong one.")
def test_equal_sizes(compare, rng):
    """Batch, places, features, heads and hidden units are equally many."""
    compare.encoder_block(*case(rng, 4, 4, D=4, F=4, n=4, dk=1, dv=1))
    compare.encoder_block(*case(rng, 3, 3, D=9, F=9, n=3, dk=3, dv=3), norm="pre")


@task("encoder", hint="One head is attention between the projections.")
def test_one_head_and_one_place(compare, rng):
    """One head, and a sequence of one place, are legal."""
    compare.encoder_block(*case(rng, 3, 4, D=5, F=6, n=1, dk=7, dv=3), norm="pre")
    compare.encoder_block(*case(rng, 2, 1, D=6, F=4, n=3, dk=2, dv=5))


@task("encoder", hint="Scores are not clipped. The residual connection adds x as it is.")
def test_large_numbers(compare, rng):
    """Features are large, and so are scores."""
    for norm, (b, t, n) in ("post", (2, 5, 2)), ("pre", (3, 4, 3)):
        x, params, n_heads = case(rng, b, t, D=6, F=5, n=n, dk=4, dv=3)
        compare.encoder_block(30.0 * x, params, n_heads, norm=norm)
        compare.encoder_block(5000.0 + x, params, n_heads, norm=norm, rtol=1e-6, atol=1e-6)


@task("encoder", weak=True, hint="Without a mask the order of the places does not count.")
def test_places_in_another_order(student, rng):
    """If places are exchanged, the results are exchanged, and nothing else changes."""
    for norm in "post", "pre":
        x, params, n = case(rng, 2, 6, D=4, F=5, n=2, dk=3, dv=3)
        order = torch.from_numpy(rng.permutation(6))
        assert_close(
            student.encoder_block(x[:, order], params, n, None, norm),
            student.encoder_block(x, params, n, None, norm)[:, order],
            rtol=1e-6,
            atol=1e-8,
            what="Exchanged places must give exchanged results; in your result more changes.",
        )


@task("encoder", hint="Give new tensors the dtype of the inputs. Keep nothing between calls.")
def test_float32_and_repeated_calls(compare, rng):
    """float32 stays float32. The same call gives the same answer."""
    single = case(rng, 3, 4, D=6, F=8, n=2, dk=3, dv=5, dtype=torch.float32)
    double = case(rng, 2, 5, D=4, F=3, n=2, dk=2, dv=2)
    for arguments, close in (single, SINGLE), (double, {}), (single, SINGLE):
        compare.encoder_block(*arguments, norm="pre", **close)
        compare.encoder_block(*arguments, **close)


@task("encoder", hint="Keep everything in torch, without detach.")
def test_gradients(student, reference, rng):
    """torch can differentiate the result by x, without NaN."""
    for norm, mask in ("post", None), ("pre", torch.tensor([True, True, False])[None]):
        x, params, n = case(rng, 2, 3, D=4, F=5, n=2, dk=2, dv=3)
        arguments = x, params, n, mask, norm
        assert_slope(student, reference, "encoder_block", arguments, (0,), drawn(rng, *x.shape), rng)


@task("encoder", weak=True, hint="Compare norm with both words.")
def test_another_word_for_norm_is_refused(compare, rng):
    """norm is post or pre: every other word raises ValueError."""
    arguments = case(rng, 2, 3, D=4, F=5, n=2, dk=2, dv=3)
    for norm in "Post", "none", "":
        compare.raises("ValueError", "encoder_block", *arguments, None, norm)
