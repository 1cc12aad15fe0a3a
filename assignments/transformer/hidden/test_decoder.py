"""Decoder block: nothing from the future, keys and values from the memory, layer norm behind and before."""

from __future__ import annotations

import torch
from support import SINGLE, assert_slope, block, drawn, some_mask

from grader.testing import assert_close, task


def case(rng, b, t, s, D, F, n, dk, dv, M=None, dtype=torch.float64):
    """x, memory, the parameters and the number of heads; dk and dv are sizes of one head."""
    M = M or D
    x, memory = drawn(rng, b, t, D, dtype=dtype), drawn(rng, b, s, M, dtype=dtype)
    return x, memory, block(rng, D, F, n, dk, dv, M, dtype), n


@task("decoder", points=2, hint="Masked self-attention, then cross-attention, then the network.")
def test_post_norm(compare, rng):
    """Three sub-layers, each with a layer norm behind its residual connection."""
    compare.decoder_block(*case(rng, 3, 5, 4, D=6, F=9, n=2, dk=4, dv=3), norm="post")
    compare.decoder_block(*case(rng, 2, 4, 6, D=5, F=7, n=3, dk=2, dv=6), None, "post")


@task("decoder", points=2, hint="Pre: z = x + f(norm(x)). The memory is used as it is.")
def test_pre_norm(compare, rng):
    """Three sub-layers, each with a layer norm before it. The memory is not normalised."""
    compare.decoder_block(*case(rng, 3, 4, 6, D=7, F=5, n=2, dk=3, dv=4), norm="pre")
    compare.decoder_block(*case(rng, 2, 6, 3, D=4, F=8, n=3, dk=5, dv=2), None, "pre")


@task("decoder", points=2, hint="Keys and values are computed from the memory, by Ck and Cv.")
def test_memory_of_other_size(compare, rng):
    """The memory has its own number of places and of features."""
    compare.decoder_block(*case(rng, 3, 4, 7, D=5, F=6, n=2, dk=3, dv=4, M=8))
    compare.decoder_block(*case(rng, 2, 6, 2, D=7, F=4, n=3, dk=2, dv=5, M=3), norm="pre")


@task("decoder", hint="post is the default.")
def test_post_is_the_default(compare, rng):
    """Without the argument norm, the block is post-norm."""
    compare.decoder_block(*case(rng, 3, 5, 5, D=8, F=6, n=4, dk=2, dv=3))
    compare.decoder_block(*case(rng, 4, 3, 6, D=5, F=6, n=1, dk=4, dv=7))


@task("decoder", points=3, hint="In the self-attention, place i attends to the places 0 to i.")
def test_nothing_from_the_future_after_post_norm(student, rng):
    """A change at any place leaves the results at all earlier places as they were."""
    x, memory, params, n = case(rng, 2, 7, 4, D=6, F=5, n=2, dk=3, dv=3)
    _assert_causal(lambda moved: student.decoder_block(moved, memory, params, n), x, rng)


@task("decoder", points=2, hint="In the self-attention, place i attends to the places 0 to i.")
def test_nothing_from_the_future_after_pre_norm(student, rng):
    """With pre-norm, too, a change at any place leaves all earlier results as they were."""
    x, memory, params, n = case(rng, 3, 6, 5, D=4, F=7, n=2, dk=2, dv=5)
    _assert_causal(lambda moved: student.decoder_block(moved, memory, params, n, None, "pre"), x, rng)


def _assert_causal(block_of, x, rng):
    before = block_of(x)
    for place in range(x.shape[1]):
        moved = x.clone()
        moved[:, place] += 3.0 * drawn(rng, x.shape[0], x.shape[2])
        after = block_of(moved)
        assert_close(
            after[:, :place],
            before[:, :place],
            rtol=1e-9,
            atol=1e-12,
            what="A place must not depend on later places; in your result it does.",
        )
        changed = (after[:, place:] - before[:, place:]).abs().amax(dim=-1)
        assert bool((changed > 1e-7).all()), (
            "A place must depend on itself and on those before it; yours does not."
        )


@task("decoder", hint="Every place reads the whole memory.")
def test_every_place_reads_the_whole_memory(student, rng):
    """A change at any place of the memory changes all results. The order of the memory does not count."""
    for norm in "post", "pre":
        x, memory, params, n = case(rng, 2, 4, 5, D=6, F=5, n=2, dk=3, dv=3)
        before = student.decoder_block(x, memory, params, n, None, norm)
        for place in range(5):
            moved = memory.clone()
            moved[:, place] += 2.0
            after = student.decoder_block(x, moved, params, n, None, norm)
            assert bool(((after - before).abs().amax(dim=-1) > 1e-7).all()), (
                "Every place must read the whole memory; yours does not."
            )
        assert_close(
            student.decoder_block(x, memory.flip(1), params, n, None, norm),
            before,
            rtol=1e-6,
            atol=1e-8,
            what="The order of the memory must not count; in your result it does.",
        )


@task("decoder", points=2, hint="The mask is for the cross-attention.")
def test_masks_of_the_memory(compare, rng):
    """A place attends to the memory only where the mask is True."""
    for b, t, s, n, norm in (3, 5, 4, 2, "post"), (2, 3, 6, 3, "pre"), (4, 5, 5, 2, "post"):
        for size in (t, s), (b, 1, 1, s), (b, n, t, s):
            arguments = case(rng, b, t, s, D=7, F=4, n=n, dk=3, dv=5)
            compare.decoder_block(*arguments, some_mask(rng, *size), norm)


@task("decoder", hint="A place that may attend to nothing gets zeros from the attention.")
def test_padding_in_the_memory(compare, rng):
    """Memories have different lengths, and one is empty."""
    for lengths, t, s, norm in ([2, 0, 4], 3, 5, "post"), ([3, 1, 0, 6], 4, 6, "pre"):
        mask = (torch.arange(s) < torch.tensor(lengths)[:, None])[:, None, None, :]
        arguments = case(rng, len(lengths), t, s, D=4, F=6, n=2, dk=3, dv=2, M=5)
        compare.decoder_block(*arguments, mask, norm)


@task("decoder", hint="Find an axis by its position. Equal sizes hide a wrong one.")
def test_equal_sizes(compare, rng):
    """Batch, places, features, heads and hidden units are equally many."""
    compare.decoder_block(*case(rng, 4, 4, 4, D=4, F=4, n=4, dk=1, dv=1))
    compare.decoder_block(*case(rng, 3, 3, 3, D=9, F=9, n=3, dk=3, dv=3), norm="pre")


@task("decoder", hint="The first place attends to itself only. A memory may have one place.")
def test_one_place(compare, rng):
    """A text of one place, and a memory of one place, are legal."""
    compare.decoder_block(*case(rng, 3, 1, 4, D=5, F=6, n=1, dk=7, dv=3), norm="pre")
    compare.decoder_block(*case(rng, 2, 4, 1, D=6, F=4, n=3, dk=2, dv=5))


@task("decoder", hint="The causal mask has the size of the text.")
def test_long_texts(compare, rng):
    """The text has many places."""
    compare.decoder_block(*case(rng, 2, 37, 3, D=4, F=5, n=2, dk=2, dv=2))
    compare.decoder_block(*case(rng, 1, 41, 5, D=3, F=4, n=1, dk=3, dv=2), norm="pre")


@task("decoder", hint="Scores are not clipped. The residual connection adds x as it is.")
def test_large_numbers(compare, rng):
    """Features are large, and so are scores."""
    for norm, (b, t, s, n) in ("post", (2, 5, 3, 2)), ("pre", (3, 4, 6, 3)):
        x, memory, params, n_heads = case(rng, b, t, s, D=6, F=5, n=n, dk=4, dv=3)
        compare.decoder_block(30.0 * x, 30.0 * memory, params, n_heads, norm=norm)
        compare.decoder_block(2000.0 + x, memory, params, n_heads, norm=norm, rtol=1e-6, atol=1e-6)


@task("decoder", hint="Give new tensors the dtype of the inputs. Keep nothing between calls.")
def test_float32_and_repeated_calls(compare, rng):
    """float32 stays float32. The same call gives the same answer."""
    single = case(rng, 3, 4, 5, D=6, F=8, n=2, dk=3, dv=5, dtype=torch.float32)
    double = case(rng, 2, 5, 3, D=4, F=3, n=2, dk=2, dv=2)
    for arguments, close in (single, SINGLE), (double, {}), (single, SINGLE):
        compare.decoder_block(*arguments, norm="pre", **close)
        compare.decoder_block(*arguments, **close)


@task("decoder", hint="Keep everything in torch, without detach.")
def test_gradients(student, reference, rng):
    """torch can differentiate the result by x and by the memory, without NaN."""
    for norm, mask in ("post", None), ("pre", torch.zeros(1, 4, dtype=torch.bool)):
        x, memory, params, n = case(rng, 2, 3, 4, D=4, F=5, n=2, dk=2, dv=3)
        arguments = x, memory, params, n, mask, norm
        assert_slope(student, reference, "decoder_block", arguments, (0, 1), drawn(rng, *x.shape), rng)


@task("decoder", weak=True, hint="Compare norm with both words.")
def test_another_word_for_norm_is_refused(compare, rng):
    """norm is post or pre: every other word raises ValueError."""
    arguments = case(rng, 2, 3, 4, D=4, F=5, n=2, dk=2, dv=3)
    for norm in "Pre", "both", "":
        compare.raises("ValueError", "decoder_block", *arguments, None, norm)
