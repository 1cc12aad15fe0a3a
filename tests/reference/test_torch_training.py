"""The reference of torch_training by brute force: loops, closed forms, Jacobians, and steps written out."""

from __future__ import annotations

import doctest
import io

import numpy as np
import pytest
import torch
from torch import nn
from torch.utils import data


@pytest.fixture
def tt(load):
    return load("torch_training")


@pytest.fixture
def draw():
    return torch.Generator().manual_seed(29)


def normal(draw, *shape):
    return torch.randn(*shape, generator=draw, dtype=torch.float64)


def start(draw, d=3, h=4, k=3):
    return {
        "norm.weight": normal(draw, d),
        "norm.bias": normal(draw, d),
        "norm.running_mean": normal(draw, d),
        "norm.running_var": 1 + normal(draw, d) ** 2,
        "norm.num_batches_tracked": torch.tensor(5),
        "hidden.weight": normal(draw, h, d),
        "hidden.bias": normal(draw, h),
        "output.weight": normal(draw, k, h),
        "output.bias": normal(draw, k),
    }


def scores(state, X, mean, var):
    """The network written out, with the given statistics of the inputs."""
    x = (X - mean) / torch.sqrt(var + 1e-5) * state["norm.weight"] + state["norm.bias"]
    hidden = torch.relu(x @ state["hidden.weight"].T + state["hidden.bias"])
    return hidden @ state["output.weight"].T + state["output.bias"]


def cross_entropy(z, y):
    return (torch.logsumexp(z, dim=1) - z[torch.arange(len(y)), y]).mean()


def step(state, X, y, lr):
    """One step with the statistics of the batch, and its loss."""
    names = [name for name in state if not name.startswith(("norm.running", "norm.num"))]
    leaves = {name: state[name].clone().requires_grad_() for name in names}
    mean, var = X.mean(dim=0), X.var(dim=0, unbiased=False)
    loss = cross_entropy(scores(state | leaves, X, mean, var), y)
    gradients = torch.autograd.grad(loss, list(leaves.values()))
    after = {name: leaves[name].detach() - lr * g for name, g in zip(names, gradients, strict=True)}
    running = {
        "norm.running_mean": 0.9 * state["norm.running_mean"] + 0.1 * mean,
        "norm.running_var": 0.9 * state["norm.running_var"] + 0.1 * X.var(dim=0),
        "norm.num_batches_tracked": state["norm.num_batches_tracked"] + 1,
    }
    return float(loss.detach()), {name: (after | running)[name] for name in state}


def assert_equal_states(found, wanted):
    assert list(found) == list(wanted)
    for name in wanted:
        torch.testing.assert_close(found[name], wanted[name])


def test_doctests(tt):
    outcome = doctest.testmod(tt)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int8, np.uint16])
def test_data_sets_of_arrays(tt, dtype):
    X, y = np.array([[1, 2], [100, 4], [5, 60]], dtype=dtype), np.array([2, 0, 1], dtype=np.uint8)
    length, *rows = tt.labelled_rows(X, y, [0, 1, 2])
    assert length == 3
    for samples, labels in tt.tensor_dataset(X, y), rows:
        assert (samples.dtype, labels.dtype) == (torch.float32, torch.int64)
        np.testing.assert_array_equal(samples.numpy(), X)
        np.testing.assert_array_equal(labels.numpy(), y)


def test_a_data_set_of_ones_own_ends_and_transforms_each_sample(tt):
    X, y = np.arange(6.0).reshape(3, 2) ** 2, np.arange(3)
    samples = tt.LabelledDataset(X, y, lambda x: x / x.sum())
    assert [label.item() for _, label in samples] == [0, 1, 2]
    for row, (x, _) in zip(X, samples, strict=True):
        np.testing.assert_allclose(x.numpy(), row / row.sum(), rtol=1e-6)


def test_different_lengths_are_refused(tt):
    for build in tt.tensor_dataset, tt.LabelledDataset:
        with pytest.raises(ValueError, match="same length, got 3 and 2"):
            build(np.zeros((3, 2)), np.zeros(2, dtype=int))


def test_transforms_from_the_first_to_the_last(tt):
    x = torch.tensor([1.0, 2.0])
    several = tt.Compose(lambda x: x + 1, lambda x: 10 * x, lambda x: x - 1)
    assert several(x).tolist() == [19, 29]
    assert tt.Compose()(x) is x


def test_all_divisions_are_equally_likely(tt, draw):
    counts = {}
    X, y = torch.arange(10.0).reshape(5, 2), torch.arange(5)
    for _ in range(2000):
        X_train, y_train, X_held, y_held = tt.random_split(X, y, 0.4, draw)
        assert sorted([*y_train.tolist(), *y_held.tolist()]) == [0, 1, 2, 3, 4]
        assert torch.equal(X_train, X[y_train])
        assert torch.equal(X_held, X[y_held])
        key = tuple(sorted(y_held.tolist()))
        counts[key] = counts.get(key, 0) + 1
    assert len(counts) == 10
    assert min(counts.values()) > 130
    with pytest.raises(ValueError, match="got 5 and 0"):
        tt.random_split(X, y, 0.1, draw)


def test_classes_are_drawn_equally_often(tt, draw):
    labels = torch.tensor([4, 0, 0, 4, 0, 4, 2, 0, 0, 0])
    drawn = tt.balanced_indices(labels, 6000, True, draw)
    shares = torch.bincount(labels[drawn]) / 6000
    torch.testing.assert_close(shares, torch.tensor([1, 0, 1, 0, 1]) / 3, atol=0.03, rtol=0)
    first = torch.stack([tt.balanced_indices(labels, 10, False, draw) for _ in range(1500)])
    assert (first.sort(dim=1).values == torch.arange(10)).all()
    assert float((labels[first[:, 0]] == 2).double().mean()) == pytest.approx(1 / 3, abs=0.05)
    with pytest.raises(ValueError, match="only 10 indices"):
        tt.balanced_indices(labels, 11, False, draw)


def test_gradients_by_the_whole_jacobian(tt, draw):
    for f in tt.cubes, tt.centred, tt.running_sums, tt.neighbours:
        x = normal(draw, 6).requires_grad_()
        J = torch.autograd.functional.jacobian(f, x)
        v = normal(draw, len(J))
        torch.testing.assert_close(tt.grad_of_sum(f, x), J.sum(dim=0))
        torch.testing.assert_close(tt.vector_jacobian_product(f, x, v), v @ J)
        assert x.grad is None


def test_accumulated_gradient_in_closed_form(tt, draw):
    rows, w = normal(draw, 9, 4), normal(draw, 3)
    residual = rows[:, :3] @ w - rows[:, 3]
    wanted = 2 / 9 * rows[:, :3].T @ residual
    for sizes in (9,), (4, 5), (1, 6, 2), (1,) * 9:
        torch.testing.assert_close(tt.accumulated_grad(tt.squared_errors, w, rows.split(sizes)), wanted)


def test_a_step_keeps_the_memory(tt, draw):
    w, g = normal(draw, 3, 2), normal(draw, 3, 2)
    for found in tt.stepped(w, g, 0.25):
        torch.testing.assert_close(found, w - g / 4)


@pytest.mark.parametrize("batch_size", [3, 4, 8, 11])
def test_epochs_written_out(tt, draw, batch_size):
    state, X, y = start(draw), normal(draw, 8, 3), torch.tensor([0, 1, 2, 2, 1, 0, 1, 2])
    losses, found = tt.trained(state, X, y, batch_size, 0.3, 3)
    wanted = []
    for _ in range(3):
        total = 0.0
        for rows in torch.arange(8).split(batch_size):
            loss, state = step(state, X[rows], y[rows], 0.3)
            total += loss * len(rows)
        wanted.append(total / 8)
    assert losses.tolist() == pytest.approx(wanted)
    assert_equal_states(found, state)


def test_evaluation_uses_the_running_statistics(tt, draw):
    state, X, y = start(draw), normal(draw, 7, 3), torch.tensor([0, 1, 2, 2, 1, 0, 1])
    wanted = cross_entropy(scores(state, X, state["norm.running_mean"], state["norm.running_var"]), y)
    for batch_size in 1, 3, 7:
        loss, after, graph = tt.evaluated(state, X, y, batch_size)
        assert loss == pytest.approx(float(wanted))
        assert_equal_states(after, state)
        assert not graph


def test_a_state_goes_through_a_file(tt, draw, tmp_path):
    state, other, file = start(draw), start(draw), tmp_path / "model.pt"
    tt.save_to(str(file), state)
    assert_equal_states(tt.restored_from(str(file), other), state)
    assert_equal_states(tt.read_from(str(file)), state)
    tt.write_to(str(file), file.read_bytes())
    assert_equal_states(tt.saved(state), state)
    assert_equal_states(tt.restored(other, file.read_bytes()), state)


def test_fit_makes_the_steps_of_a_shuffled_loader(tt, draw):
    state, X, y = start(draw), normal(draw, 8, 3), torch.tensor([0, 1, 2, 2, 1, 0, 1, 2])
    X_val, y_val = normal(draw, 5, 3), torch.tensor([2, 1, 0, 0, 1])
    losses, found = tt.fitted(state, X, y, X_val, y_val, 4, 3, 0.2, torch.Generator().manual_seed(7))
    loader = data.DataLoader(
        data.TensorDataset(X, y), batch_size=3, shuffle=True, generator=torch.Generator().manual_seed(7)
    )
    wanted = []
    for _ in range(4):
        for rows, labels in loader:
            _, state = step(state, rows, labels, 0.2)
        z = scores(state, X_val, state["norm.running_mean"], state["norm.running_var"])
        wanted.append(float(cross_entropy(z, y_val)))
    assert losses.tolist() == pytest.approx(wanted)
    assert_equal_states(found, state)


def test_a_state_of_another_structure_is_refused(tt):
    file = io.BytesIO()
    tt.save_state(nn.Linear(2, 1), file)
    file.seek(0)
    with pytest.raises(RuntimeError, match="Missing key"):
        tt.load_state(nn.Sequential(nn.Linear(2, 1)), file)
