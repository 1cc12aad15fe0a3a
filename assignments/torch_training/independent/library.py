"""The shortest way with PyTorch's own tools: torch.func, functools, generators of batches, sums as losses."""

from __future__ import annotations

import functools
import io
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils import data

State = dict[str, Tensor]
Transform = Callable[[Tensor], Tensor]


def tensor_dataset(X, y):
    if X.shape[0] != y.shape[0]:
        raise ValueError("as many labels as samples")
    return torch.as_tensor(X.astype("float32")), torch.as_tensor(y.astype("int64"))


class Compose:
    def __init__(self, *transforms):
        self.transforms = tuple(transforms)

    def __call__(self, x):
        return functools.reduce(lambda value, transform: transform(value), self.transforms, x)


class LabelledDataset(data.TensorDataset):
    def __init__(self, X, y, transform=None):
        if X.shape[0] != y.shape[0]:
            raise ValueError("as many labels as samples")
        super().__init__(torch.FloatTensor(X.astype("float32")), torch.LongTensor(y.astype("int64")))
        self.transform = transform or nn.Identity()

    def __getitem__(self, i):
        x, label = super().__getitem__(i)
        return self.transform(x), label


def random_split(X, y, held_out, generator):
    n = len(X)
    m = int(held_out * n)
    if m == 0 or m == n:
        raise ValueError("an empty part")
    order = torch.randperm(n, generator=generator).tolist()
    train, held = order[m:], order[:m]
    return X[train], y[train], X[held], y[held]


def balanced_indices(labels, num_samples, replacement, generator):
    if num_samples > len(labels) and not replacement:
        raise ValueError("too many draws")
    _, inverse, counts = labels.unique(return_inverse=True, return_counts=True)
    weights = (len(labels) / counts)[inverse]
    return torch.multinomial(weights, num_samples, replacement, generator=generator)


def grad_of_sum(f, x):
    return torch.func.grad(lambda z: f(z).sum())(x.detach())


def vector_jacobian_product(f, x, v):
    _, pull_back = torch.func.vjp(f, x.detach())
    return pull_back(v)[0]


def accumulated_grad(losses, w, batches):
    n = sum(map(len, batches))
    leaf = torch.nn.Parameter(w.detach().clone())
    for batch in batches:
        (losses(leaf, batch).mean() * (len(batch) / n)).backward()
    return leaf.grad


@torch.no_grad()
def sgd_step_(w, grad, lr):
    return w.sub_(grad, alpha=lr)


def train_one_epoch(model, loader, loss, optimizer):
    model.train(True)
    losses, sizes = [], []
    for inputs, targets in loader:
        value = loss(model(inputs), targets)
        value.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(value.detach())
        sizes.append(float(targets.shape[0]))
    weights = torch.tensor(sizes, dtype=losses[0].dtype)
    return (torch.stack(losses) @ weights / weights.sum()).item()


@torch.inference_mode()
def evaluate(model, loader, loss):
    model.train(False)
    parts = [(loss(model(inputs), targets).item(), inputs.shape[0]) for inputs, targets in loader]
    return sum(value * size for value, size in parts) / sum(size for _, size in parts)


def save_state(model, path):
    torch.save(obj=model.state_dict(), f=path)


def load_state(model, path):
    return model.load_state_dict(torch.load(path))


def fit(model, train_set, validation_set, epochs, batch_size, lr, generator):
    optimizer = torch.optim.SGD(model.parameters(), lr)
    loader = data.DataLoader(
        train_set, batch_size, sampler=data.RandomSampler(train_set, generator=generator)
    )
    losses = []
    while len(losses) < epochs:
        train_one_epoch(model, loader, nn.CrossEntropyLoss(), optimizer)
        losses.append(evaluate(model, data.DataLoader(validation_set, 64), functional.cross_entropy))
    return losses


# The rest of the file is complete. The tests call these functions: keep them as they are.


def cubes(x: Tensor) -> Tensor:
    """The third power of each element."""
    return x**3


def centred(x: Tensor) -> Tensor:
    """The differences from the mean of all elements."""
    return x - x.mean()


def running_sums(x: Tensor) -> Tensor:
    """Sums of squares along the first axis: value i is x_0² + … + x_i²."""
    return torch.cumsum(x**2, dim=0)


def neighbours(x: Tensor) -> Tensor:
    """Products of neighbours along the first axis: one value less than there are elements."""
    return x[1:] * x[:-1]


def squared_errors(w: Tensor, batch: Tensor) -> Tensor:
    """Losses of a linear model: the last column of a batch has the targets, the others the inputs."""
    return (batch[:, :-1] @ w - batch[:, -1]) ** 2


def network(state: Mapping[str, Tensor]) -> nn.Sequential:
    """Batch norm of the inputs, a hidden layer with ReLU and an output layer, with this state.

    Its keys are ``norm.*`` (d,), ``hidden.weight`` (h, d), ``hidden.bias``, ``output.weight`` (k, h), ``output.bias``.
    """
    h, d = state["hidden.weight"].shape
    k = len(state["output.bias"])
    dtype = state["hidden.weight"].dtype
    layers = OrderedDict(
        norm=nn.BatchNorm1d(d, dtype=dtype),
        hidden=nn.Linear(d, h, dtype=dtype),
        relu=nn.ReLU(),
        output=nn.Linear(h, k, dtype=dtype),
    )
    model = nn.Sequential(layers)
    model.load_state_dict(state)
    return model


def state_of(model: nn.Module) -> State:
    """The state of a model, as a plain dict."""
    return dict(model.state_dict())


def labelled_rows(
    X: Any, y: Any, indices: Sequence[int], transform: Transform | None = None
) -> tuple[int, Tensor, Tensor]:
    """Length, some samples and some labels of a `LabelledDataset`."""
    dataset = LabelledDataset(X, y, transform)
    samples = [dataset[i] for i in indices]
    features = torch.stack([x for x, _ in samples])
    return len(dataset), features, torch.stack([torch.as_tensor(label) for _, label in samples])


def composed(x: Tensor, *transforms: Transform) -> Tensor:
    """What `Compose` makes of x."""
    return Compose(*transforms)(x)


def stepped(w: Tensor, grad: Tensor, lr: float) -> tuple[Tensor, Tensor]:
    """A parameter after `sgd_step_`, and the memory that it had before."""
    parameter = w.clone().requires_grad_()
    memory = parameter.detach()
    sgd_step_(parameter, grad, lr)
    return parameter.detach(), memory


def trained(
    state: State, X: Tensor, y: Tensor, batch_size: int, lr: float, epochs: int
) -> tuple[Tensor, State]:
    """Losses of some calls of `train_one_epoch`, and the state afterwards. The model comes in evaluation mode."""
    model = network(state)
    loader = data.DataLoader(data.TensorDataset(X, y), batch_size=batch_size)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        model.eval()
        losses.append(float(train_one_epoch(model, loader, nn.CrossEntropyLoss(), optimizer)))
    return torch.tensor(losses, dtype=torch.float64), state_of(model)


def evaluated(state: State, X: Tensor, y: Tensor, batch_size: int) -> tuple[float, State, bool]:
    """The loss of `evaluate`, the state afterwards, and whether a graph was made. The model comes in training mode."""
    model = network(state).train()
    loader = data.DataLoader(data.TensorDataset(X, y), batch_size=batch_size)
    graphs = []

    def loss(outputs: Tensor, labels: Tensor) -> Tensor:
        graphs.append(outputs.requires_grad)
        return nn.functional.cross_entropy(outputs, labels)

    return float(evaluate(model, loader, loss)), state_of(model), any(graphs)


def saved(state: State) -> State:
    """What `save_state` writes, read with ``torch.load``."""
    file = io.BytesIO()
    save_state(network(state), file)
    file.seek(0)
    content: State = torch.load(file, weights_only=True)
    return content


def restored(start: State, content: bytes) -> State:
    """The state of a model after `load_state` of a file with this content."""
    model = network(start)
    load_state(model, io.BytesIO(content))
    return state_of(model)


def save_to(path: str, state: State) -> None:
    """Save a network with this state by `save_state`."""
    save_state(network(state), path)


def write_to(path: str, content: bytes) -> None:
    """Write a file."""
    with Path(path).open("wb") as file:
        file.write(content)


def read_from(path: str) -> State:
    """Read a file with ``torch.load``."""
    content: State = torch.load(path, weights_only=True)
    return content


def restored_from(path: str, start: State) -> State:
    """The state of a model after `load_state` of a file."""
    model = network(start)
    load_state(model, path)
    return state_of(model)


def fitted(
    state: State,
    X: Tensor,
    y: Tensor,
    X_val: Tensor,
    y_val: Tensor,
    epochs: int,
    batch_size: int,
    lr: float,
    generator: torch.Generator,
) -> tuple[Tensor, State]:
    """The result of `fit`, and the state of the model afterwards."""
    model = network(state)
    train_set, validation_set = data.TensorDataset(X, y), data.TensorDataset(X_val, y_val)
    losses = fit(model, train_set, validation_set, epochs, batch_size, lr, generator)
    return torch.tensor([float(value) for value in losses], dtype=torch.float64), state_of(model)
