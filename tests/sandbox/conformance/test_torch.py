"""PyTorch works in a worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from expectation import from_level

from grader.course import Limits
from grader.sandbox.worker_client import Worker
from grader.sandbox.zygote_client import Zygote, ZygoteError, start_zygote

UNDIFFERENTIABLE = """
def no_graph(x): return (x * x).detach()
def in_place(x):
    y = x.exp()
    z = y * y
    y += 1
    return z
"""


@pytest.fixture(scope="module")
def torch_zygote(level: int, nothing_left_over: None) -> Iterator[Zygote]:
    pytest.importorskip("torch")
    try:
        zygote = start_zygote(("numpy", "torch"), ("numpy", "torch"), (level,))
    except ZygoteError as error:
        pytest.skip(f"not offered by this machine: {error}")
    yield zygote
    zygote.close()


@pytest.fixture
def torch_worker(torch_zygote: Zygote) -> Iterator[Worker]:
    worker = Worker(torch_zygote, Limits(timeout_s=10.0))
    yield worker
    worker.close()


@from_level(3)
def test_gradients_are_taken_in_the_worker(torch_worker):
    import torch  # after the fixture, which skips where it is missing

    torch_worker.load([("work.py", "import torch\ndef f(x, w): return (x * x * w).sum(0)", [])], "work")
    x, w = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([1.0, -1.0])
    output, (dx, dw) = torch_worker.gradients("f", [x, w], [0, 1], torch.tensor([1.0, 10.0]))
    assert torch.equal(output, torch.tensor([10.0, -20.0]))
    assert torch.equal(dx, torch.tensor([[2.0, -40.0], [6.0, -80.0]]))
    assert torch.equal(dw, torch.tensor([10.0, 200.0]))
    plain, (unused,) = torch_worker.gradients("f", [x, w], [0], None)
    assert torch.equal(plain, output)
    assert unused.shape == x.shape
    torch_worker.load([("cut.py", UNDIFFERENTIABLE, [])], "cut")
    assert torch_worker.gradients("cut:no_graph", [x], [0], None)[1] == "cut off"
    assert torch_worker.gradients("cut:in_place", [x], [0], None)[1] == "in place"


TRAINING = """
import torch

def f():
    torch.set_num_threads(2)
    torch.manual_seed(1)
    layer, head = torch.nn.LSTM(8, 16, batch_first=True), torch.nn.Linear(16, 1)
    optimizer = torch.optim.AdamW([*layer.parameters(), *head.parameters()], lr=0.05)
    data = torch.utils.data.TensorDataset(torch.randn(32, 10, 8))
    losses = []
    for _ in range(3):
        for (x,) in torch.utils.data.DataLoader(data, batch_size=8, shuffle=True):
            optimizer.zero_grad()
            loss = (head(layer(x)[0]) - 1).square().mean()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    largest = torch.linalg.svd(torch.randn(64, 64))[1][0].item()
    wide = torch.randn(500, 500)
    torch.save({"a": torch.eye(2)}, "a.pt")
    finite = bool((wide @ wide).isfinite().all())
    return losses[-1] < losses[0], largest > 0, finite, torch.load("a.pt")["a"].sum().item()
"""


@from_level(3)
def test_a_network_is_trained_on_two_threads_without_the_refused_calls(torch_worker):
    torch_worker.load([("work.py", TRAINING, [])], "work")
    assert torch_worker.call("f", []).value == (True, True, True, 2.0)
