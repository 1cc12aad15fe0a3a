"""Probabilities of the next word: embeddings, positions, blocks in turn, and nothing from the future."""

from __future__ import annotations

import torch
from support import drawn, model, words

from grader.testing import assert_close, task


def case(rng, b, t, s, V, D, F, layers, n, d, M=None, dtype=torch.float64, ids=torch.int64, bos=1):
    """The words, the memory, the parameters and the number of heads."""
    text = words(rng, V + bos, b, t, dtype=ids)
    memory = drawn(rng, b, s, M or D, dtype=dtype)
    return text, memory, *model(rng, V, D, F, layers, n, d, M, dtype, bos), n


@task("next", points=2, hint="Multiply the embeddings by the root of D. Then add the positions.")
def test_one_block(compare, rng):
    """Embeddings and positions, a block, and a softmax over the words."""
    compare.next_token_probs(*case(rng, 3, 5, 4, V=7, D=6, F=8, layers=1, n=2, d=3))
    compare.next_token_probs(*case(rng, 2, 6, 3, V=5, D=8, F=4, layers=1, n=4, d=2))


@task(
    "next",
    points=2,
    hint="Each block reads the result of the block before. All of them read the same memory.",
)
def test_several_blocks(compare, rng):
    """The blocks follow each other, and each of them reads the memory."""
    compare.next_token_probs(*case(rng, 3, 4, 5, V=6, D=4, F=7, layers=2, n=2, d=3))
    compare.next_token_probs(*case(rng, 2, 5, 3, V=9, D=6, F=5, layers=3, n=3, d=2))


@task("next", hint="The memory may have other sizes than the text.")
def test_memory_of_other_size(compare, rng):
    """The memory has its own number of features, and the table may have more words than the output."""
    compare.next_token_probs(*case(rng, 3, 4, 6, V=5, D=4, F=3, layers=2, n=2, d=3, M=7, bos=4))
    compare.next_token_probs(*case(rng, 2, 3, 2, V=8, D=6, F=4, layers=1, n=1, d=5, M=3, bos=0))


@task("next", hint="With an odd number of features the last channel of the positions is a sine.")
def test_odd_number_of_features(compare, rng):
    """D is odd."""
    compare.next_token_probs(*case(rng, 3, 6, 4, V=6, D=5, F=4, layers=1, n=2, d=2))
    compare.next_token_probs(*case(rng, 2, 4, 5, V=4, D=7, F=6, layers=2, n=1, d=3))


@task("next", weak=True, points=3, hint="Every self-attention is causal.")
def test_nothing_from_the_future(student, rng):
    """A word changed at any place leaves the probabilities at all earlier places as they were."""
    ids, *rest = case(rng, 2, 7, 4, V=6, D=6, F=5, layers=2, n=2, d=3, bos=0)
    before = student.next_token_probs(ids, *rest)
    for place in range(7):
        moved = ids.clone()
        moved[:, place] = (moved[:, place] + 1 + int(rng.integers(0, 5))) % 6
        after = student.next_token_probs(moved, *rest)
        assert_close(
            after[:, :place],
            before[:, :place],
            rtol=1e-7,
            atol=1e-9,
            what="Probabilities must not depend on later words; yours do.",
        )
        assert bool(((after - before)[:, place:].abs().amax(dim=-1) > 1e-9).all()), (
            "Probabilities must depend on the word itself and on those before it; yours do not."
        )


@task("next", points=2, hint="Row t of the result is computed from the words 0 to t.")
def test_beginnings_of_a_text(student, rng):
    """A beginning of a text gets the same probabilities as within the whole text, and they sum to 1."""
    ids, *rest = case(rng, 3, 6, 4, V=5, D=4, F=5, layers=2, n=2, d=2)
    whole = student.next_token_probs(ids, *rest)
    assert_close(
        whole.sum(dim=-1),
        torch.ones(3, 6, dtype=torch.float64),
        what="Probabilities must sum to 1; yours do not.",
    )
    for length in range(1, 6):
        assert_close(
            student.next_token_probs(ids[:, :length], *rest),
            whole[:, :length],
            rtol=1e-6,
            atol=1e-8,
            what="A beginning must get the same probabilities as within the whole text; yours does not.",
        )


@task("next", hint="Convert the numbers of the words to int64 before you use them as indices.")
def test_integer_types(compare, rng):
    """The numbers of the words have any integer type."""
    compare.next_token_probs(*case(rng, 3, 4, 5, V=6, D=4, F=7, layers=1, n=2, d=3, ids=torch.uint8))
    compare.next_token_probs(*case(rng, 2, 5, 3, V=90, D=3, F=4, layers=1, n=1, d=2, ids=torch.int8))
    compare.next_token_probs(*case(rng, 2, 3, 4, V=9, D=6, F=2, layers=2, n=3, d=2, ids=torch.int16))
    compare.next_token_probs(*case(rng, 2, 3, 4, V=2, D=6, F=2, layers=1, n=3, d=2, ids=torch.uint8, bos=0))


@task("next", hint="Find an axis by its position. Equal sizes hide a wrong one.")
def test_equal_sizes(compare, rng):
    """Batch, places, features, words and heads are equally many."""
    compare.next_token_probs(*case(rng, 4, 4, 4, V=4, D=4, F=4, layers=2, n=4, d=1))
    compare.next_token_probs(*case(rng, 3, 3, 3, V=3, D=3, F=3, layers=1, n=3, d=1, bos=0))


@task("next", hint="A text may have one word, or many.")
def test_short_and_long_texts(compare, rng):
    """A text has one word, or more than forty."""
    compare.next_token_probs(*case(rng, 3, 1, 4, V=5, D=6, F=4, layers=2, n=2, d=3))
    compare.next_token_probs(*case(rng, 1, 43, 2, V=6, D=4, F=3, layers=1, n=2, d=2))


@task("next", hint="Subtract the largest score before exp, or use torch.softmax.")
def test_large_scores(compare, rng):
    """Scores of any size give probabilities."""
    for V, layers in (5, 1), (7, 2):
        ids, memory, E, blocks, W, b, n = case(rng, 2, 4, 3, V=V, D=4, F=5, layers=layers, n=2, d=2)
        compare.next_token_probs(ids, memory, E, blocks, 3.0 * W, b + 2000.0, n)
        compare.next_token_probs(ids, memory, E, blocks, W, 500.0 * b, n)


@task("next", hint="Give new tensors the dtype of the embeddings.")
def test_float32(compare, rng):
    """float32 stays float32."""
    single = {"dtype": torch.float32}
    compare.next_token_probs(*case(rng, 3, 4, 5, V=6, D=8, F=7, layers=1, n=2, d=3, **single))
    compare.next_token_probs(*case(rng, 2, 6, 3, V=4, D=5, F=3, layers=2, n=1, d=4, **single))
