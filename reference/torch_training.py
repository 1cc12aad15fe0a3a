r"""Training in PyTorch: data sets, samplers, gradients, in-place updates, an epoch, evaluation, and saved states.

One epoch goes through all batches once. Each batch makes one step:

.. math:: \theta \leftarrow \theta - \eta \, \nabla_\theta \frac{1}{|B|} \sum_{i \in B} \ell(f_\theta(x_i), y_i)

===========  =======================================================================
``n``        samples
``d``        features of a sample
``k``        classes
``h``        hidden units of the network
``X``, ``y``  samples, shape (n, d), and their labels, ints of shape (n,)
``state``    what ``model.state_dict()`` gives: parameters and running statistics
===========  =======================================================================

How do I …

* make a network from numbers: ``model = network(state)``;
* train it: ``fit(model, train_set, validation_set, epochs, batch_size, lr, generator)``;
* keep it: ``save_state(model, "model.pt")``, and later ``load_state(model, "model.pt")``.

The functions in the second part of the file are complete. They build objects from numbers, call the functions above,
and read the results.
"""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import torch
from torch import Tensor, nn
from torch.utils import data

Samples = data.Dataset[tuple[Tensor, ...]]
State = dict[str, Tensor]
Loss = Callable[[Tensor, Tensor], Tensor]
Transform = Callable[[Tensor], Tensor]


def tensor_dataset(X: Any, y: Any) -> tuple[Tensor, Tensor]:
    """The two tensors of a data set of arrays.

    Parameters
    ----------
    X : ndarray of shape (n, d)
        Samples, floats or integers of any width.
    y : ndarray of ints, shape (n,)
        Labels.

    Returns
    -------
    features : float32 Tensor of shape (n, d)
        The samples.
    labels : int64 Tensor of shape (n,)
        The labels. ``torch.utils.data.TensorDataset(features, labels)`` is a data set of both.

    Raises
    ------
    ValueError
        If there are not as many labels as samples.

    References
    ----------
    Lecture notes 001:37–55.

    Examples
    --------
    >>> import numpy as np
    >>> data.TensorDataset(*tensor_dataset(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([0, 1])))[1]
    (tensor([3., 4.]), tensor(1))
    """
    if len(X) != len(y):
        raise ValueError(f"X and y must have the same length, got {len(X)} and {len(y)}")
    return torch.tensor(X, dtype=torch.float32), torch.tensor(y, dtype=torch.int64)


class Compose:
    """A function that applies several transforms, the first one first.

    Parameters
    ----------
    *transforms : callables
        Each takes a tensor and returns a tensor.

    References
    ----------
    Lecture notes 001:45.

    Examples
    --------
    >>> Compose(centred, cubes)(torch.tensor([1.0, 3.0]))
    tensor([-1.,  1.])
    """

    def __init__(self, *transforms: Transform) -> None:
        self.transforms = transforms

    def __call__(self, x: Tensor) -> Tensor:
        """Apply the first transform to x, the second one to the result, and so on; without any, return x."""
        for transform in self.transforms:
            x = transform(x)
        return x


class LabelledDataset(data.Dataset[tuple[Tensor, Tensor]]):
    """A data set that transforms each sample when it is read.

    Parameters
    ----------
    X : ndarray of shape (n, d)
        Samples, floats or integers of any width.
    y : ndarray of ints, shape (n,)
        Labels.
    transform : callable, optional
        Takes the float32 tensor of one sample and returns a tensor.

    Raises
    ------
    ValueError
        If there are not as many labels as samples.

    References
    ----------
    Lecture notes 001:45–55.

    Examples
    --------
    >>> import numpy as np
    >>> samples = LabelledDataset(np.array([[1.0, 3.0], [2.0, 8.0]]), np.array([0, 1]), centred)
    >>> len(samples), samples[1]
    (2, (tensor([-3.,  3.]), tensor(1)))
    """

    def __init__(self, X: Any, y: Any, transform: Transform | None = None) -> None:
        if len(X) != len(y):
            raise ValueError(f"X and y must have the same length, got {len(X)} and {len(y)}")
        self.X = torch.tensor(X, dtype=torch.float32)
        self.y = torch.tensor(y, dtype=torch.int64)
        self.transform = transform

    def __len__(self) -> int:
        """The number of samples."""
        return len(self.X)

    def __getitem__(self, i: int) -> tuple[Tensor, Tensor]:
        """Sample ``i``, transformed, and its label, an int64 tensor without axes.

        Raises
        ------
        IndexError
            If ``i`` is n or more. A ``for`` loop over the data set ends in this way.
        """
        x = self.X[i]
        return (x if self.transform is None else self.transform(x)), self.y[i]


def random_split(
    X: Tensor, y: Tensor, held_out: float, generator: torch.Generator
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    r"""Two random parts of some samples: one to train on, and one that is held out.

    .. math:: n_\text{held out} = \lfloor \text{held\_out} \cdot n \rfloor

    Parameters
    ----------
    X : Tensor of shape (n, d)
        Samples.
    y : Tensor of shape (n,)
        Their labels.
    held_out : float
        Share of the samples that is held out, between 0 and 1.
    generator : torch.Generator
        What the parts are drawn with.

    Returns
    -------
    X_train, y_train, X_held, y_held : Tensors
        Samples and labels of both parts. Each sample is in exactly one part, and all divisions of these sizes are
        equally likely.

    Raises
    ------
    ValueError
        If one of the parts would be empty.

    References
    ----------
    Lecture notes 001:43.

    Examples
    --------
    >>> X, y = torch.arange(14.0).reshape(7, 2), torch.arange(7)
    >>> X_train, y_train, X_held, y_held = random_split(X, y, 0.3, torch.Generator().manual_seed(1))
    >>> len(y_train), len(y_held), torch.equal(X_held, X[y_held])
    (5, 2, True)
    """
    n = len(X)
    size = int(held_out * n)
    if not 0 < size < n:
        raise ValueError(f"both parts must have samples, got {n - size} and {size}")
    parts = data.random_split(data.TensorDataset(X), [n - size, size], generator=generator)
    train, held = (torch.tensor(part.indices) for part in parts)
    return X[train], y[train], X[held], y[held]


def balanced_indices(
    labels: Tensor, num_samples: int, replacement: bool, generator: torch.Generator
) -> Tensor:
    r"""Indices that a ``WeightedRandomSampler`` draws if each class is to be drawn equally often.

    .. math:: w_i = \frac{1}{n_{y_i}}

    where n_c is the number of samples of class c.

    Parameters
    ----------
    labels : int64 Tensor of shape (n,)
        Labels, 0 or more; not every number has to occur.
    num_samples : int
        How many indices are drawn, 1 or more.
    replacement : bool
        Whether an index may be drawn again. Without replacement each draw is made from the indices that are left, in
        proportion to their weights.
    generator : torch.Generator
        What the indices are drawn with.

    Returns
    -------
    int64 Tensor of shape (num_samples,)
        The indices, in the order of the draws.

    Raises
    ------
    ValueError
        If there are fewer indices than are to be drawn without replacement.

    References
    ----------
    Lecture notes 001:47, 001:59.

    Examples
    --------
    >>> labels = torch.tensor([0, 0, 0, 1])
    >>> balanced_indices(labels, 4, False, torch.Generator().manual_seed(1)).sort().values
    tensor([0, 1, 2, 3])
    """
    if not replacement and num_samples > len(labels):
        raise ValueError(f"only {len(labels)} indices can be drawn without replacement, got {num_samples}")
    weights = 1 / torch.bincount(labels)[labels].double()
    sampler = data.WeightedRandomSampler(weights, num_samples, replacement, generator)  # type: ignore[arg-type]
    return torch.tensor(list(sampler))


def grad_of_sum(f: Transform, x: Tensor) -> Tensor:
    r"""Gradient of the sum of all values of a function.

    .. math:: g_j = \frac{\partial}{\partial x_j} \sum_i f_i(x)

    ``backward()`` is only allowed for one number, and the sum makes one number of many. Where f works element by
    element, g has the derivatives of all elements.

    Parameters
    ----------
    f : callable
        Takes a tensor and returns a tensor.
    x : float Tensor of any shape
        Where to differentiate. It is not changed, and its ``grad`` stays as it is.

    Returns
    -------
    Tensor of the shape of x

    References
    ----------
    Lecture notes 001:342–346 (the vector needs an argument).

    Examples
    --------
    >>> grad_of_sum(cubes, torch.tensor([1.0, 2.0]))
    tensor([ 3., 12.])
    """
    leaf = x.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(f(leaf).sum(), leaf)
    return gradient


def vector_jacobian_product(f: Transform, x: Tensor, v: Tensor) -> Tensor:
    r"""What ``backward(gradient=v)`` computes for a function with many values.

    .. math:: g_j = \sum_i v_i \frac{\partial f_i}{\partial x_j}, \qquad g = J^\top v

    Parameters
    ----------
    f : callable
        Takes a tensor and returns a tensor.
    x : float Tensor of any shape
        Where to differentiate. It is not changed, and its ``grad`` stays as it is.
    v : float Tensor of the shape of f(x)
        The vector, or upstream gradient.

    Returns
    -------
    Tensor of the shape of x

    References
    ----------
    Lecture notes 001:335–346.

    Examples
    --------
    >>> vector_jacobian_product(running_sums, torch.tensor([1.0, 3.0]), torch.tensor([10.0, 1.0]))
    tensor([22.,  6.])
    """
    leaf = x.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(f(leaf), leaf, grad_outputs=v)
    return gradient


def accumulated_grad(
    losses: Callable[[Tensor, Tensor], Tensor], w: Tensor, batches: Sequence[Tensor]
) -> Tensor:
    r"""Gradient of the mean loss over all samples, where only one batch at a time fits into memory.

    .. math:: g = \nabla_w \frac{1}{n} \sum_B \sum_{i \in B} \ell_i(w), \qquad n = \sum_B |B|

    ``backward()`` adds to the gradient that is there. So the gradients of all batches add up by themselves.

    Parameters
    ----------
    losses : callable
        ``losses(w, batch)`` gives the losses of the samples of a batch, shape (len(batch),).
    w : float Tensor of any shape
        Parameters. It is not changed, and its ``grad`` stays as it is.
    batches : sequence of Tensors
        Batches of one sample or more; they need not be of equal size.

    Returns
    -------
    Tensor of the shape of w

    References
    ----------
    Lecture notes 001:335–337.

    Examples
    --------
    >>> w = torch.tensor([1.0])
    >>> batches = [torch.tensor([[1.0, 0.0], [2.0, 0.0]]), torch.tensor([[3.0, 0.0]])]
    >>> accumulated_grad(squared_errors, w, batches)
    tensor([9.3333])
    """
    leaf = w.detach().clone().requires_grad_()
    total = torch.zeros_like(w)
    samples = 0
    for batch in batches:
        (gradient,) = torch.autograd.grad(losses(leaf, batch).sum(), leaf)
        total += gradient
        samples += len(batch)
    return total / samples


def sgd_step_(w: Tensor, grad: Tensor, lr: float) -> None:
    r"""One step of gradient descent in place: the parameter keeps its memory.

    .. math:: w \leftarrow w - \eta g

    Parameters
    ----------
    w : float Tensor of any shape
        A parameter that requires a gradient. It is changed. All that share its memory see the new numbers.
    grad : Tensor of the shape of w
        Its gradient. It is not changed.
    lr : float
        Step size.

    References
    ----------
    Lecture notes 001:72–76.

    Examples
    --------
    >>> w = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> sgd_step_(w, torch.tensor([10.0, -10.0]), 0.1)
    >>> w
    tensor([0., 3.], requires_grad=True)
    """
    with torch.no_grad():
        w -= lr * grad


def train_one_epoch(
    model: nn.Module,
    loader: Iterable[tuple[Tensor, Tensor]],
    loss: Loss,
    optimizer: torch.optim.Optimizer,
) -> float:
    r"""Go through all batches once, in training mode, with one step for each batch.

    .. math:: \bar\ell = \frac{1}{n} \sum_B |B| \, \ell_B

    Parameters
    ----------
    model : Module
        Is put into training mode and trained. The gradients of its parameters are empty or 0 before the first batch.
    loader : DataLoader
        Gives pairs (inputs, labels); the last batch may be short.
    loss : callable
        ``loss(outputs, labels)`` is the mean over a batch.
    optimizer : Optimizer
        Its step uses the gradient of one batch alone.

    Returns
    -------
    float
        The mean loss of all samples, each taken before the step of its batch.

    Notes
    -----
    The mean of the means of batches is another number, if the batches have different sizes.

    Examples
    --------
    >>> layer = nn.Linear(1, 1, bias=False)
    >>> _ = nn.init.ones_(layer.weight)
    >>> batches = [(torch.tensor([[1.0], [2.0]]), torch.zeros(2, 1)), (torch.ones(1, 1), torch.zeros(1, 1))]
    >>> train_one_epoch(layer, batches, nn.MSELoss(), torch.optim.SGD(layer.parameters(), lr=0.1))
    1.75
    """
    model.train()
    total = 0.0
    samples = 0
    for x, y in loader:
        optimizer.zero_grad()
        value = loss(model(x), y)
        value.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        total += value.item() * len(y)
        samples += len(y)
    return total / samples


def evaluate(model: nn.Module, loader: Iterable[tuple[Tensor, Tensor]], loss: Loss) -> float:
    r"""The mean loss of all samples in evaluation mode, without a graph.

    Parameters
    ----------
    model : Module
        Is put into evaluation mode. Its parameters and running statistics stay as they are.
    loader : DataLoader
        Gives pairs (inputs, labels); the last batch may be short.
    loss : callable
        ``loss(outputs, labels)`` is the mean over a batch.

    Returns
    -------
    float
        The mean loss of all samples.

    Examples
    --------
    >>> layer = nn.Linear(1, 1, bias=False)
    >>> _ = nn.init.ones_(layer.weight)
    >>> batches = [(torch.tensor([[1.0], [2.0]]), torch.zeros(2, 1)), (torch.ones(1, 1), torch.zeros(1, 1))]
    >>> evaluate(layer, batches, nn.MSELoss())
    2.0
    """
    model.eval()
    total = 0.0
    samples = 0
    with torch.no_grad():
        for x, y in loader:
            total += loss(model(x), y).item() * len(y)
            samples += len(y)
    return total / samples


def save_state(model: nn.Module, path: str | BinaryIO) -> None:
    """Write the state of a model to a file, so that another process can load it.

    Parameters
    ----------
    model : Module
        It is not changed.
    path : str or binary file
        Where to write: what ``torch.save`` takes.

    Notes
    -----
    The file has ``model.state_dict()``, as ``torch.save`` writes it: parameters and running statistics by name. It does
    not have the class of the model, so it can be read with ``torch.load(path, weights_only=True)``.

    References
    ----------
    Lecture notes 001:49.

    Examples
    --------
    >>> file = io.BytesIO()
    >>> save_state(nn.Linear(2, 1), file)
    >>> file.seek(0), list(torch.load(file, weights_only=True))
    (0, ['weight', 'bias'])
    """
    torch.save(model.state_dict(), path)


def load_state(model: nn.Module, path: str | BinaryIO) -> None:
    """Read the state of a model from a file into a model of the same structure.

    Parameters
    ----------
    model : Module
        Gets all parameters and running statistics of the file.
    path : str or binary file
        Where to read: what ``torch.load`` takes.

    Notes
    -----
    ``weights_only=True`` (the default of today's torch) reads tensors and no code.

    References
    ----------
    Lecture notes 001:49.

    Examples
    --------
    >>> first, second, file = nn.Linear(2, 1), nn.Linear(2, 1), io.BytesIO()
    >>> torch.save(first.state_dict(), file)
    >>> _ = file.seek(0)
    >>> load_state(second, file)
    >>> torch.equal(first.weight, second.weight)
    True
    """
    model.load_state_dict(torch.load(path, weights_only=True))


def fit(
    model: nn.Module,
    train_set: Samples,
    validation_set: Samples,
    epochs: int,
    batch_size: int,
    lr: float,
    generator: torch.Generator,
) -> list[float]:
    """Train a classifier by stochastic gradient descent on the cross-entropy, and validate it after each epoch.

    Parameters
    ----------
    model : Module
        Gives the scores of the classes, shape (len(batch), k). It is trained.
    train_set : Dataset
        What the model is trained on. It is shuffled anew in each epoch.
    validation_set : Dataset
        Only measures the model. Neither parameters nor running statistics may depend on it.
    epochs : int
        How often the training set is gone through.
    batch_size : int
        Samples of a step; the last batch of an epoch may be short.
    lr : float
        Step size of plain SGD, without momentum.
    generator : torch.Generator
        What the order of the samples is drawn with.

    Returns
    -------
    list of float
        After each epoch, the mean cross-entropy of all samples of the validation set, in evaluation mode.

    Examples
    --------
    >>> layer = nn.Linear(1, 2)
    >>> _ = nn.init.zeros_(layer.weight), nn.init.zeros_(layer.bias)
    >>> samples = data.TensorDataset(torch.tensor([[1.0], [-1.0]]), torch.tensor([0, 1]))
    >>> losses = fit(layer, samples, samples, 2, 2, 1.0, torch.Generator().manual_seed(1))
    >>> [round(value, 4) for value in losses]
    [0.3133, 0.1946]
    """
    loader = data.DataLoader(train_set, batch_size=batch_size, shuffle=True, generator=generator)
    checks = data.DataLoader(validation_set, batch_size=batch_size)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    validation = []
    for _ in range(epochs):
        model.train()
        for x, y in loader:
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(x), y)
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
        model.eval()
        total = 0.0
        samples = 0
        with torch.no_grad():
            for x, y in checks:
                total += nn.functional.cross_entropy(model(x), y, reduction="sum").item()
                samples += len(y)
        validation.append(total / samples)
    return validation


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
