"""Little of the library: lists for data sets, batches cut by hand, gradients by backward, steps by hand."""

from __future__ import annotations

import io
import math
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils import data

State = dict[str, Tensor]
Transform = Callable[[Tensor], Tensor]


class Pairs:
    def __init__(self, X, y):
        if len(X) != len(y):
            raise ValueError("X and y must have one length")
        self.pairs = [
            (torch.tensor([float(value) for value in row], dtype=torch.float32), torch.tensor(int(label)))
            for row, label in zip(X, y, strict=True)
        ]

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, i):
        return self.pairs[i]


def tensor_dataset(X, y):
    pairs = Pairs(X, y).pairs
    return torch.stack([x for x, _ in pairs]), torch.stack([label for _, label in pairs])


class Compose:
    def __init__(self, *transforms):
        self.transforms = list(transforms)

    def __call__(self, x):
        for place in range(len(self.transforms)):
            x = self.transforms[place](x)
        return x


class LabelledDataset:
    def __init__(self, X, y, transform=None):
        self.pairs = Pairs(X, y)
        self.transform = transform

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, i):
        x, label = self.pairs[i]
        if self.transform is not None:
            x = self.transform(x)
        return x, label


def random_split(X, y, held_out, generator):
    n = len(X)
    m = math.floor(held_out * n)
    if m < 1 or m >= n:
        raise ValueError("both parts need samples")
    places = list(range(n))
    for last in range(n - 1, 0, -1):
        other = int(torch.randint(last + 1, (1,), generator=generator))
        places[last], places[other] = places[other], places[last]
    held, train = sorted(places[:m]), sorted(places[m:])
    stacked = [torch.stack([rows[i] for i in part]) for part in (train, held) for rows in (X, y)]
    return tuple(stacked)


class Balanced:
    def __init__(self, weights, num_samples, replacement, generator):
        self.weights, self.num_samples = weights, num_samples
        self.replacement, self.generator = replacement, generator

    def __len__(self):
        return self.num_samples

    def __iter__(self):
        weights = self.weights.clone()
        for _ in range(self.num_samples):
            i = int(torch.multinomial(weights, 1, generator=self.generator))
            if not self.replacement:
                weights[i] = 0
            yield i


def balanced_indices(labels, num_samples, replacement, generator):
    if not replacement and num_samples > len(labels):
        raise ValueError("not enough samples")
    values = labels.tolist()
    weights = torch.tensor([1.0 / values.count(label) for label in values])
    return torch.tensor(list(Balanced(weights, num_samples, replacement, generator)))


def grad_of_sum(f, x):
    z = x.detach().clone()
    z.requires_grad = True
    f(z).sum().backward()
    return z.grad


def vector_jacobian_product(f, x, v):
    z = x.detach().clone()
    z.requires_grad = True
    (f(z) * v).sum().backward()
    return z.grad


def accumulated_grad(losses, w, batches):
    z = w.detach().clone()
    z.requires_grad = True
    count = 0
    for batch in batches:
        for one in losses(z, batch):
            one.backward(retain_graph=True)
            count += 1
    return z.grad / count


def sgd_step_(w, grad, lr):
    with torch.no_grad():
        w[...] = w - lr * grad


def train_one_epoch(model, loader, loss, optimizer):
    model.train()
    mean, seen = 0.0, 0
    for x, y in loader:
        for p in model.parameters():
            p.grad = None
        value = loss(model(x), y)
        value.backward()
        optimizer.step()
        seen += len(x)
        mean += (float(value) - mean) * len(x) / seen
    return mean


def evaluate(model, loader, loss):
    model.eval()
    mean, seen = 0.0, 0
    for x, y in loader:
        with torch.no_grad():
            value = float(loss(model(x), y))
        seen += len(x)
        mean += (value - mean) * len(x) / seen
    return mean


def save_state(model, path):
    state = {name: value.clone() for name, value in model.named_parameters()}
    state.update({name: value.clone() for name, value in model.named_buffers()})
    torch.save({name: state[name].detach() for name in model.state_dict()}, path)


def load_state(model, path):
    state = torch.load(path, map_location="cpu", weights_only=True)
    with torch.no_grad():
        for name, value in model.state_dict().items():
            value.copy_(state[name])


def fit(model, train_set, validation_set, epochs, batch_size, lr, generator):
    n, losses = len(train_set), []
    for _ in range(epochs):
        model.train()
        order = torch.randperm(n, generator=generator).tolist()
        for start in range(0, n, batch_size):
            chosen = [train_set[i] for i in order[start : start + batch_size]]
            x, y = torch.stack([one for one, _ in chosen]), torch.stack([one for _, one in chosen])
            value = nn.functional.cross_entropy(model(x), y)
            gradients = torch.autograd.grad(value, list(model.parameters()))
            for p, g in zip(model.parameters(), gradients, strict=True):
                p.data -= lr * g
        model.eval()
        total = 0.0
        for i in range(len(validation_set)):
            x, y = validation_set[i]
            with torch.no_grad():
                scores = model(x[None])[0]
            total += float(scores.logsumexp(0) - scores[y])
        losses.append(total / len(validation_set))
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
