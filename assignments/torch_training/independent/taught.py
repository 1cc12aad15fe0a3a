"""Step by step, as most students write it."""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils import data

State = dict[str, Tensor]
Transform = Callable[[Tensor], Tensor]


def tensor_dataset(X, y):
    if len(X) != len(y):
        raise ValueError("X and y must have the same length")
    features = torch.tensor(X, dtype=torch.float32)
    labels = torch.tensor(y, dtype=torch.long)
    return features, labels


class Compose:
    def __init__(self, *transforms):
        self.transforms = transforms

    def __call__(self, x):
        result = x
        for t in self.transforms:
            result = t(result)
        return result


class LabelledDataset(data.Dataset):
    def __init__(self, X, y, transform=None):
        if len(X) != len(y):
            raise ValueError("X and y must have the same length")
        self.features = torch.tensor(X, dtype=torch.float32)
        self.labels = torch.tensor(y, dtype=torch.long)
        self.transform = transform

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        x = self.features[i]
        if self.transform:
            x = self.transform(x)
        return x, self.labels[i]


def random_split(X, y, held_out, generator):
    n = len(X)
    n_held = int(held_out * n)
    n_train = n - n_held
    if n_held == 0 or n_train == 0:
        raise ValueError("a part would be empty")
    dataset = data.TensorDataset(X, y)
    train, held = data.random_split(dataset, [n_train, n_held], generator=generator)
    train_indices = train.indices
    held_indices = held.indices
    return X[train_indices], y[train_indices], X[held_indices], y[held_indices]


def balanced_indices(labels, num_samples, replacement, generator):
    if not replacement and num_samples > len(labels):
        raise ValueError("num_samples is too large")
    counts = torch.bincount(labels)
    class_weights = 1.0 / counts
    weights = class_weights[labels]
    sampler = data.WeightedRandomSampler(weights, num_samples, replacement=replacement, generator=generator)
    return torch.tensor(list(sampler))


def grad_of_sum(f, x):
    x = x.detach().clone().requires_grad_(True)
    y = f(x)
    y.sum().backward()
    return x.grad


def vector_jacobian_product(f, x, v):
    x = x.detach().clone().requires_grad_(True)
    y = f(x)
    y.backward(gradient=v)
    return x.grad


def accumulated_grad(losses, w, batches):
    w = w.detach().clone().requires_grad_(True)
    n = 0
    for batch in batches:
        loss = losses(w, batch).sum()
        loss.backward()
        n += len(batch)
    return w.grad / n


def sgd_step_(w, grad, lr):
    with torch.no_grad():
        w -= lr * grad


def train_one_epoch(model, loader, loss, optimizer):
    model.train()
    total_loss = 0.0
    n = 0
    for xb, yb in loader:
        optimizer.zero_grad()
        out = model(xb)
        batch_loss = loss(out, yb)
        batch_loss.backward()
        optimizer.step()
        total_loss += batch_loss.item() * xb.size(0)
        n += xb.size(0)
    return total_loss / n


def evaluate(model, loader, loss):
    model.eval()
    total_loss = 0.0
    n = 0
    with torch.no_grad():
        for xb, yb in loader:
            out = model(xb)
            batch_loss = loss(out, yb)
            total_loss += batch_loss.item() * xb.size(0)
            n += xb.size(0)
    return total_loss / n


def save_state(model, path):
    state = model.state_dict()
    torch.save(state, path)


def load_state(model, path):
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state)


def fit(model, train_set, validation_set, epochs, batch_size, lr, generator):
    train_loader = data.DataLoader(train_set, batch_size=batch_size, shuffle=True, generator=generator)
    val_loader = data.DataLoader(validation_set, batch_size=batch_size)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss_fn = nn.CrossEntropyLoss()
    val_losses = []
    for _ in range(epochs):
        model.train()
        for xb, yb in train_loader:
            optimizer.zero_grad()
            loss = loss_fn(model(xb), yb)
            loss.backward()
            optimizer.step()
        model.eval()
        total_loss = 0.0
        n = 0
        with torch.no_grad():
            for xb, yb in val_loader:
                total_loss += loss_fn(model(xb), yb).item() * len(yb)
                n += len(yb)
        val_losses.append(total_loss / n)
    return val_losses


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
