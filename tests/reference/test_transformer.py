"""The reference of the transformer against PyTorch's own layers, brute force, perturbation and gradcheck."""

from __future__ import annotations

import doctest
import math

import pytest
import torch
from torch import nn
from torch.autograd import gradcheck
from torch.nn import functional

SIZES = [(3, 5, 4, 8, 6, 2), (2, 4, 7, 6, 11, 3), (1, 1, 1, 4, 2, 1), (4, 4, 4, 4, 4, 4)]
"""Batch, places, places of the memory, features, hidden units, heads."""


@pytest.fixture
def module(load):
    return load("transformer")


@pytest.fixture(autouse=True)
def generator():
    """Every test draws the same numbers."""
    return torch.manual_seed(22)


def normal(*size):
    return torch.randn(*size, dtype=torch.float64)


def block(D, F, decoder=True):
    """Parameters of a block whose heads share D columns."""
    names = ("Wq", "Wk", "Wv", "Wo", "Cq", "Ck", "Cv", "Co")[: 8 if decoder else 4]
    params = {name: normal(D, D) * D**-0.5 for name in names}
    params |= {"W1": normal(D, F), "b1": normal(F), "W2": normal(F, D), "b2": normal(D)}
    for number in range(1, 4 if decoder else 3):
        params |= {f"gamma{number}": normal(D), f"beta{number}": normal(D)}
    return params


def loaded(layer, params, decoder=True):
    """A layer of torch with our parameters; torch keeps the transposes, and offsets that are 0 here."""
    attentions = [(layer.self_attn, "W")]
    if decoder:
        attentions.append((layer.multihead_attn, "C"))
    with torch.no_grad():
        for attention, letter in attentions:
            attention.in_proj_weight.copy_(torch.cat([params[letter + part].T for part in "qkv"]))
            attention.in_proj_bias.zero_()
            attention.out_proj.weight.copy_(params[letter + "o"].T)
            attention.out_proj.bias.zero_()
        for linear, number in (layer.linear1, 1), (layer.linear2, 2):
            linear.weight.copy_(params[f"W{number}"].T)
            linear.bias.copy_(params[f"b{number}"])
        for number in range(1, 4 if decoder else 3):
            norm = getattr(layer, f"norm{number}")
            norm.weight.copy_(params[f"gamma{number}"])
            norm.bias.copy_(params[f"beta{number}"])
    return layer


def assert_same(actual, expected):
    torch.testing.assert_close(actual, expected, rtol=1e-9, atol=1e-11)


def test_doctests(module):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(module)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize(("T", "d"), [(1, 1), (7, 4), (5, 5), (40, 3), (300, 16), (2, 7)])
def test_positions_number_by_number(module, T, d):
    """Every number is that of the formula, in plain Python."""
    found = module.sinusoidal_positions(T, d)
    assert found.shape == (T, d)
    assert found.dtype == torch.float32
    for t in range(T):
        for c in range(d):
            angle = t / 10000 ** (2 * (c // 2) / d)
            assert math.isclose(found[t, c], (math.sin, math.cos)[c % 2](angle), rel_tol=1e-6, abs_tol=1e-6)


def test_a_shift_is_a_rotation(module):
    """Places at the same distance have the same inner product."""
    P = module.sinusoidal_positions(30, 8).double()
    products = P @ P.T
    for shift in range(1, 6):
        line = products.diagonal(shift)
        torch.testing.assert_close(line, line[:1].expand_as(line), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(("H", "W", "d"), [(3, 5, 8), (4, 4, 6), (1, 2, 2)])
def test_positions_of_an_image(module, H, W, d):
    """The first half is that of the row, the second half that of the column."""
    found = module.positions_2d(H, W, d)
    for r in range(H):
        for c in range(W):
            row, column = (module.sinusoidal_positions(n + 1, d // 2)[n] for n in (r, c))
            torch.testing.assert_close(found[r, c], torch.cat([row, column]))


def test_an_odd_number_of_channels_has_no_halves(module):
    with pytest.raises(ValueError, match="even"):
        module.positions_2d(2, 3, 5)


@pytest.mark.parametrize("size", [(5,), (3, 4), (2, 3, 6), (2, 1, 3, 1)])
def test_layer_norm_agrees_with_torch(module, size):
    x, gamma, beta = 3 + 2 * normal(*size), normal(size[-1]), normal(size[-1])
    for eps in 1e-5, 0.5:
        theirs = functional.layer_norm(x, size[-1:], gamma, beta, eps)
        assert_same(module.layer_norm(x, gamma, beta, eps), theirs)


@pytest.mark.parametrize("norm", ["post", "pre"])
@pytest.mark.parametrize(("B", "T", "S", "D", "F", "n"), SIZES)
def test_encoder_agrees_with_torch(module, B, T, S, D, F, n, norm):
    params, x = block(D, F, decoder=False), normal(B, T, D)
    layer = nn.TransformerEncoderLayer(
        D, n, F, 0.0, batch_first=True, norm_first=norm == "pre", dtype=torch.float64
    )
    layer = loaded(layer, params, decoder=False)
    assert_same(module.encoder_block(x, params, n, norm=norm), layer(x))
    lengths = torch.randint(1, T + 1, (B,))
    real = torch.arange(T) < lengths[:, None]
    ours = module.encoder_block(x, params, n, real[:, None, None], norm)
    assert_same(ours[real], layer(x, src_key_padding_mask=~real)[real])


@pytest.mark.parametrize("norm", ["post", "pre"])
@pytest.mark.parametrize(("B", "T", "S", "D", "F", "n"), SIZES)
def test_decoder_agrees_with_torch(module, B, T, S, D, F, n, norm):
    params, x, memory = block(D, F), normal(B, T, D), normal(B, S, D)
    layer = nn.TransformerDecoderLayer(
        D, n, F, 0.0, batch_first=True, norm_first=norm == "pre", dtype=torch.float64
    )
    layer = loaded(layer, params)
    future = torch.ones(T, T, dtype=torch.bool).triu(1)
    assert_same(module.decoder_block(x, memory, params, n, norm=norm), layer(x, memory, tgt_mask=future))
    real = torch.arange(S) < torch.randint(1, S + 1, (B, 1))
    theirs = layer(x, memory, tgt_mask=future, memory_key_padding_mask=~real)
    assert_same(module.decoder_block(x, memory, params, n, real[:, None, None], norm), theirs)


@pytest.mark.parametrize("norm", ["post", "pre"])
def test_nothing_from_the_future(module, norm):
    """A change at any place changes that place, and leaves all before it exactly as they were."""
    params, x, memory = block(8, 6), normal(2, 7, 8), normal(2, 4, 8)
    before = module.decoder_block(x, memory, params, 2, norm=norm)
    for place in range(7):
        moved = x.clone()
        moved[:, place] += normal(2, 8)
        after = module.decoder_block(moved, memory, params, 2, norm=norm)
        assert torch.equal(after[:, :place], before[:, :place])
        assert ((after - before)[:, place:].abs().amax(dim=-1) > 1e-6).all()


@pytest.mark.parametrize("norm", ["post", "pre"])
def test_an_empty_memory_adds_nothing(module, norm):
    """Who may attend to nothing gets zeros, and no NaN in the gradient."""
    params, x, memory = block(4, 3), normal(2, 3, 4).requires_grad_(), normal(2, 5, 4)
    mask = torch.zeros(2, 1, 1, 5, dtype=torch.bool)
    output = module.decoder_block(x, memory, params, 2, mask, norm)
    without = params | {"Co": torch.zeros(4, 4, dtype=torch.float64)}
    assert_same(output, module.decoder_block(x, memory, without, 2, None, norm))
    (slope,) = torch.autograd.grad(output.sum(), x)
    assert torch.isfinite(slope).all()


def test_another_word_for_norm(module):
    with pytest.raises(ValueError, match="norm"):
        module.encoder_block(normal(1, 2, 4), block(4, 3, decoder=False), 2, norm="both")
    with pytest.raises(ValueError, match="norm"):
        module.decoder_block(normal(1, 2, 4), normal(1, 2, 4), block(4, 3), 2, norm="none")


@pytest.mark.parametrize("norm", ["post", "pre"])
def test_gradients(module, norm):
    params, x, memory = block(4, 3), normal(2, 3, 4).requires_grad_(), normal(2, 2, 4).requires_grad_()
    params = {name: value.requires_grad_() for name, value in params.items()}

    def output(x, memory, *values):
        return module.decoder_block(x, memory, dict(zip(params, values, strict=True)), 2, norm=norm)

    assert gradcheck(output, (x, memory, *params.values()))


def model(V, D, F, layers):
    return normal(V + 1, D), [block(D, F) for _ in range(layers)], normal(D, V), normal(V)


def test_probabilities_layer_by_layer(module):
    """Embeddings, positions, blocks and softmax, each by its own function."""
    E, blocks, W, b = model(7, 6, 5, 2)
    ids, memory = torch.randint(0, 8, (3, 4)), normal(3, 5, 6)
    x = math.sqrt(6) * functional.embedding(ids, E) + module.sinusoidal_positions(4, 6)
    for params in blocks:
        x = module.decoder_block(x, memory, params, 3)
    found = module.next_token_probs(ids, memory, E, blocks, W, b, 3)
    torch.testing.assert_close(found, torch.softmax(x @ W + b, dim=-1), rtol=1e-5, atol=1e-7)
    assert_same(found.sum(dim=-1), torch.ones(3, 4, dtype=torch.float64))


def test_training_is_gradient_descent(module):
    """The steps are those of torch's optimizer on torch's cross-entropy."""
    E, blocks, W, b = model(5, 4, 6, 2)
    sources = torch.randint(0, 5, (3, 2, 4))
    given = [t.clone() for t in (E, W, b)]
    losses, *trained = module.train_copy(sources, E, blocks, W, b, 2, 0.2)
    assert all(torch.equal(t, before) for t, before in zip((E, W, b), given, strict=True))
    layers = nn.ModuleList(
        loaded(nn.TransformerDecoderLayer(4, 2, 6, 0.0, batch_first=True, dtype=torch.float64), params)
        for params in blocks
    )
    for layer in layers:
        for attention in layer.self_attn, layer.multihead_attn:
            attention.in_proj_bias.requires_grad_(False)
            attention.out_proj.bias.requires_grad_(False)
    parts = [part.clone().requires_grad_() for part in (E, W, b)]
    trained_by_torch = [*parts, *(p for p in layers.parameters() if p.requires_grad)]
    optimizer = torch.optim.SGD(trained_by_torch, lr=0.2)
    P = module.sinusoidal_positions(4, 4).double()
    for words, loss in zip(sources, losses, strict=True):
        read = torch.cat([torch.full((2, 1), 5), words[:, :-1]], dim=1)
        x, memory = 2 * parts[0][read] + P, 2 * parts[0][words] + P
        for layer in layers:
            x = layer(x, memory, tgt_mask=torch.ones(4, 4, dtype=torch.bool).triu(1))
        theirs = functional.cross_entropy((x @ parts[1] + parts[2]).flatten(0, 1), words.flatten())
        torch.testing.assert_close(loss, theirs.detach(), rtol=1e-5, atol=1e-6)
        optimizer.zero_grad()
        theirs.backward()
        optimizer.step()
    E2, blocks2, W2, b2 = trained
    found = (E2, W2, b2, blocks2[1]["Co"], blocks2[0]["gamma2"])
    right = (*parts, layers[1].multihead_attn.out_proj.weight.T, layers[0].norm2.weight)
    for ours, theirs in zip(found, right, strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-5, atol=1e-6)
