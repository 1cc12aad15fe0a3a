"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import math

import torch

from grader.testing import assert_close, assert_raises, task

CLOSE = {"rtol": 1e-5, "atol": 1e-4}


@task("positions")
def test_two_places_five_channels(student):
    """The angles of place 1 are 1, 10000^(-2/5) = 0.02512 and 10000^(-4/5) = 0.000631."""
    first, second, third = 1.0, 10000 ** (-2 / 5), 10000 ** (-4 / 5)
    expected = torch.tensor(
        [
            [0.0, 1.0, 0.0, 1.0, 0.0],
            [math.sin(first), math.cos(first), math.sin(second), math.cos(second), math.sin(third)],
        ]
    )
    assert_close(student.sinusoidal_positions(2, 5), expected, **CLOSE)


@task("image")
def test_an_image_of_two_rows_and_three_columns(student):
    """With four channels each half has one angle, the row or the column itself."""
    expected = [[[math.sin(r), math.cos(r), math.sin(c), math.cos(c)] for c in range(3)] for r in range(2)]
    assert_close(student.positions_2d(2, 3, 4), torch.tensor(expected), **CLOSE)


@task("image")
def test_five_channels_have_no_halves(student):
    """An odd number of channels is an error: ValueError."""
    assert_raises("ValueError", student.positions_2d, 2, 3, 5)


@task("norm")
def test_mean_4_and_variance_4(student):
    """The numbers 2 and 6 have the mean 4 and the deviation 2: normalised they are -1 and 1."""
    x = torch.tensor([[2.0, 6.0], [1.0, 1.0]])
    gamma, beta = torch.tensor([1.0, 3.0]), torch.tensor([0.0, 1.0])
    assert_close(student.layer_norm(x, gamma, beta), torch.tensor([[-1.0, 4.0], [0.0, 1.0]]), **CLOSE)


@task("network")
def test_two_places(student):
    """The hidden units are (3, 0) and (0, 2). 2 * 3 + 10 = 16 and 3 * 2 + 10 = 16."""
    W1, W2 = torch.tensor([[1.0, -1.0]]), torch.tensor([[2.0], [3.0]])
    x = torch.tensor([[2.0], [-2.0]])
    output = student.feed_forward(x, W1, torch.tensor([1.0, 0.0]), W2, torch.tensor([10.0]))
    assert_close(output, torch.tensor([[16.0], [16.0]]), **CLOSE)


def parameters(*, decoder):
    """Two features. Values and outputs of the attention are the features; all other weights are 0."""
    names = ["Wq", "Wk", "Wv", "Wo", "W1", "W2"] + ["Cq", "Ck", "Cv", "Co"] * decoder
    params = {name: torch.zeros(2, 2) for name in names}
    params |= {"Wv": torch.eye(2), "Wo": torch.eye(2), "b1": torch.zeros(2), "b2": torch.zeros(2)}
    for number in range(1, 4 if decoder else 3):
        params[f"gamma{number}"], params[f"beta{number}"] = torch.tensor([1.0, 2.0]), torch.zeros(2)
    return params


X = ((1.0, -1.0), (-1.0, 1.0), (3.0, -3.0))


@task("encoder")
def test_post_norm_encoder(student):
    """The attention adds the mean (1, -1). Sums (2, -2), (0, 0), (4, -4) are normalised, twice."""
    output = student.encoder_block(torch.tensor([X]), parameters(decoder=False), 1)
    # (1, -2) has the mean -1/2 and the deviation 3/2, so the second layer norm gives (1, -2) again
    expected = [[[1.0, -2.0], [0.0, 0.0], [1.0, -2.0]]]
    assert_close(output, torch.tensor(expected), rtol=1e-4, atol=1e-3)


@task("encoder")
def test_pre_norm_encoder(student):
    """The normalised places are (1, -2), (-1, 2), (1, -2). Their mean (1/3, -2/3) is added to each place."""
    output = student.encoder_block(torch.tensor([X]), parameters(decoder=False), 1, norm="pre")
    expected = [[[4 / 3, -5 / 3], [-2 / 3, 1 / 3], [10 / 3, -11 / 3]]]
    assert_close(output, torch.tensor(expected), rtol=1e-4, atol=1e-3)


@task("decoder")
def test_pre_norm_decoder(student):
    """The means so far are (1, -2), (0, 0) and (1/3, -2/3). They are added to the places."""
    memory = torch.tensor([[[5.0, 7.0]]])
    output = student.decoder_block(torch.tensor([X]), memory, parameters(decoder=True), 1, norm="pre")
    expected = [[[2.0, -3.0], [-1.0, 1.0], [10 / 3, -11 / 3]]]
    assert_close(output, torch.tensor(expected), rtol=1e-4, atol=1e-3)


@task("decoder")
def test_the_memory_is_added(student):
    """Self-attention adds nothing here. Cross-attention adds the mean (6, 8) of the memory."""
    params = parameters(decoder=True) | {"Wo": torch.zeros(2, 2), "Cv": torch.eye(2), "Co": torch.eye(2)}
    memory = torch.tensor([[[5.0, 7.0], [7.0, 9.0]]])
    output = student.decoder_block(torch.tensor([X]), memory, params, 1, norm="pre")
    assert_close(output, torch.tensor([[[7.0, 7.0], [5.0, 9.0], [9.0, 5.0]]]), rtol=1e-4, atol=1e-3)


def small_model():
    """Three words and BOS. All weights of the block are 0, but for those of its layer norms."""
    params = parameters(decoder=True) | {"Wo": torch.zeros(2, 2)}
    params |= {f"gamma{number}": torch.ones(2) for number in (1, 2, 3)}
    E = torch.tensor([[5.0, 0.0], [0.0, 5.0], [5.0, 0.0], [0.0, 5.0]])
    return E, [params]


@task("next")
def test_two_words(student):
    """The layer norms give (1, -1) and (-1, 1). With W = (ln 2) I the weights are 2, 1/2 and 1/2, 2."""
    E, blocks = small_model()
    W, b = torch.eye(2) * math.log(2), torch.zeros(2)
    output = student.next_token_probs(torch.tensor([[0, 1]]), torch.ones(1, 1, 2), E, blocks, W, b, 1)
    assert_close(output, torch.tensor([[[0.8, 0.2], [0.2, 0.8]]]), rtol=1e-4, atol=1e-3)


@task("train")
def test_one_step(student):
    """Three words are equally likely at first: the loss is ln 3. The gradient of b is (1/3, 1/3, -2/3)."""
    E, blocks = small_model()
    sources = torch.tensor([[[2, 2]]])
    losses, *_, b = student.train_copy(sources, E, blocks, torch.zeros(2, 3), torch.zeros(3), 1, 0.3)
    assert_close(losses, torch.tensor([math.log(3)]), **CLOSE)
    assert_close(b, torch.tensor([-0.1, -0.1, 0.2]), **CLOSE)
