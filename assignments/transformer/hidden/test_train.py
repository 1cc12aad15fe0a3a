"""Training on a copy task: single steps, several steps, and that the given parameters stay."""

from __future__ import annotations

import torch
from support import model, words

from grader.testing import task


def case(rng, steps, b, t, V, D, F, layers, n, d, lr, dtype=torch.float64, ids=torch.int64):
    """The texts, the parameters, the number of heads and the step size."""
    return words(rng, V, steps, b, t, dtype=ids), *model(rng, V, D, F, layers, n, d, None, dtype), n, lr


@task(
    "train", points=2, hint="The loss is the mean of -log p of the right words, over all places of the batch."
)
def test_one_step(compare, rng):
    """One step on one batch."""
    compare.train_copy(*case(rng, 1, b=3, t=5, V=6, D=4, F=7, layers=1, n=2, d=3, lr=0.3))
    compare.train_copy(*case(rng, 1, b=4, t=3, V=5, D=6, F=4, layers=1, n=3, d=2, lr=0.7))


@task("train", points=2, hint="Take the gradients of each batch afresh, at the parameters of then.")
def test_several_steps(compare, rng):
    """Each step begins where the step before ended."""
    compare.train_copy(*case(rng, 3, b=2, t=4, V=5, D=4, F=6, layers=1, n=2, d=2, lr=0.2))
    compare.train_copy(*case(rng, 5, b=3, t=3, V=4, D=5, F=3, layers=1, n=1, d=4, lr=0.1))


@task("train", points=2, hint="E, W, b and all tensors of all blocks are parameters.")
def test_several_blocks(compare, rng):
    """All blocks learn."""
    compare.train_copy(*case(rng, 1, b=3, t=4, V=6, D=4, F=5, layers=2, n=2, d=2, lr=0.3))
    compare.train_copy(*case(rng, 2, b=2, t=5, V=4, D=6, F=3, layers=3, n=2, d=3, lr=0.1))


@task("train", hint="The step is the step size times the gradient.")
def test_step_sizes(compare, rng):
    """A step size of 0 changes nothing; a larger one changes more."""
    compare.train_copy(*case(rng, 2, b=3, t=4, V=5, D=4, F=6, layers=1, n=2, d=2, lr=0.0))
    compare.train_copy(*case(rng, 1, b=2, t=6, V=7, D=6, F=5, layers=1, n=3, d=2, lr=2.0))


@task("train", hint="Loop over all batches, and keep a loss for each.")
def test_many_steps(compare, rng):
    """There are more than thirty batches."""
    compare.train_copy(*case(rng, 33, b=2, t=3, V=3, D=7, F=4, layers=1, n=1, d=3, lr=0.02))
    compare.train_copy(*case(rng, 36, b=3, t=2, V=4, D=8, F=3, layers=1, n=2, d=2, lr=0.01))


@task("train", hint="The decoder reads BOS first. A text of one word is predicted from BOS and the memory.")
def test_one_word(compare, rng):
    """Texts have one word, and batches have one text."""
    compare.train_copy(*case(rng, 2, b=3, t=1, V=5, D=4, F=6, layers=1, n=2, d=2, lr=0.3))
    compare.train_copy(*case(rng, 2, b=1, t=4, V=6, D=5, F=4, layers=1, n=1, d=3, lr=0.2))
    compare.train_copy(*case(rng, 1, b=1, t=1, V=3, D=4, F=2, layers=1, n=2, d=2, lr=0.2))


@task("train", hint="Find an axis by its position. Equal sizes hide a wrong one.")
def test_equal_sizes(compare, rng):
    """Batches, texts, words and features are equally many."""
    compare.train_copy(*case(rng, 4, b=4, t=4, V=4, D=4, F=4, layers=1, n=4, d=1, lr=0.1))
    compare.train_copy(*case(rng, 6, b=6, t=6, V=6, D=6, F=6, layers=1, n=6, d=1, lr=0.05))


@task("train", hint="Take parameters as they are, however large.")
def test_large_offsets(compare, rng):
    """The offsets of the words are large. The probabilities depend on their differences only."""
    texts, E, blocks, W, b, n, lr = case(rng, 1, b=3, t=4, V=5, D=6, F=4, layers=1, n=2, d=3, lr=0.3)
    compare.train_copy(texts, E, blocks, W, b + 3000.0, n, lr)
    compare.train_copy(texts, E, blocks, W, b - 5000.0, n, lr)


@task("train", hint="Convert the numbers of the words to int64 before you use them as indices.")
def test_integer_types(compare, rng):
    """The numbers of the words have any integer type, and the number of BOS may not fit into it."""
    compare.train_copy(*case(rng, 2, b=2, t=3, V=5, D=4, F=3, layers=1, n=2, d=2, lr=0.2, ids=torch.uint8))
    compare.train_copy(*case(rng, 1, b=3, t=4, V=128, D=3, F=4, layers=1, n=1, d=2, lr=0.3, ids=torch.int8))
    compare.train_copy(*case(rng, 1, b=3, t=2, V=256, D=2, F=3, layers=1, n=1, d=2, lr=0.3, ids=torch.uint8))


@task("train", hint="Give new tensors the dtype of the embeddings. Keep nothing between calls.")
def test_float32_and_repeated_calls(compare, rng):
    """float32 stays float32. The same call gives the same answer."""
    single = case(rng, 2, b=3, t=4, V=5, D=6, F=4, layers=1, n=2, d=3, lr=0.2, dtype=torch.float32)
    double = case(rng, 2, b=2, t=3, V=4, D=4, F=3, layers=2, n=2, d=2, lr=0.2)
    for arguments in single, double, single:
        compare.train_copy(*arguments, rtol=1e-3, atol=1e-4)
