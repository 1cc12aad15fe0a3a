"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import io

import numpy as np
import torch

from grader.testing import assert_close, assert_raises, own, task, torch_generator

CLOSE = {"rtol": 1e-5, "atol": 1e-6}


def state():
    """A network that keeps one input as it is: one hidden unit, and the scores x and 0 for x > 0."""
    one, zero = torch.ones(1, dtype=torch.float64), torch.zeros(1, dtype=torch.float64)
    return {
        "norm.weight": one,
        "norm.bias": zero,
        "norm.running_mean": zero,
        "norm.running_var": one,
        "norm.num_batches_tracked": torch.tensor(0),
        "hidden.weight": torch.ones(1, 1, dtype=torch.float64),
        "hidden.bias": zero,
        "output.weight": torch.tensor([[1.0], [0.0]], dtype=torch.float64),
        "output.bias": torch.zeros(2, dtype=torch.float64),
    }


def content(values):
    file = io.BytesIO()
    torch.save(values, file)
    return file.getvalue()


@task("tensors")
def test_three_samples(student):
    """Three samples of two features, and three labels."""
    X, y = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.5]]), np.array([2, 0, 1])
    samples, labels = student.tensor_dataset(X, y)
    assert_close(samples, torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.5]]))
    assert_close(labels, torch.tensor([2, 0, 1]))


@task("compose")
def test_the_first_transform_comes_first(student):
    """1 and 3 have the mean 2, and the cubes of -1 and 1 are -1 and 1."""
    x = torch.tensor([1.0, 3.0])
    assert_close(student.composed(x, own("centred"), own("cubes")), torch.tensor([-1.0, 1.0]))
    assert_close(student.composed(x, own("cubes"), own("centred")), torch.tensor([-13.0, 13.0]))


@task("dataset")
def test_a_sample_is_transformed_when_it_is_read(student):
    """The second sample is (2, 8), with the mean 5."""
    X, y = np.array([[1.0, 3.0], [2.0, 8.0]]), np.array([0, 1])
    length, samples, labels = student.labelled_rows(X, y, [1], own("centred"))
    assert_close(length, 2)
    assert_close(samples, torch.tensor([[-3.0, 3.0]]))
    assert_close(labels, torch.tensor([1]))


@task("split")
def test_sizes_and_samples(student):
    """Of seven samples, int(0.3 * 7) = 2 are held out. Together the parts have all samples."""
    X, y = torch.arange(7.0)[:, None], torch.arange(7)
    X_train, y_train, X_held, y_held = student.random_split(X, y, 0.3, torch_generator(1))
    assert_close(len(y_train), 5)
    assert_close(torch.cat([y_train, y_held]).sort().values, y)
    assert_close(torch.cat([X_train, X_held])[:, 0].long(), torch.cat([y_train, y_held]))


@task("sampler")
def test_half_of_the_draws_are_of_the_rare_class(student):
    """The labels 0, 0, 0, 1 have the weights 1/3, 1/3, 1/3, 1. With 1000 draws, about 500 are the last index."""
    drawn = student.balanced_indices(torch.tensor([0, 0, 0, 1]), 1000, True, torch_generator(3))
    assert 400 < int((drawn == 3).sum()) < 600, "About half of the draws must be of the rare class."


@task("sampler")
def test_all_indices_without_replacement(student):
    """Four draws without replacement from four samples give each of them once."""
    drawn = student.balanced_indices(torch.tensor([0, 0, 0, 1]), 4, False, torch_generator(3))
    assert_close(drawn.sort().values, torch.arange(4))


@task("sum")
def test_sum_of_the_rows_of_the_jacobian(student):
    """The Jacobian is [[2, 0], [2, 6]]; its rows add up to (4, 6)."""
    x = torch.tensor([1.0, 3.0])
    assert_close(student.grad_of_sum(own("running_sums"), x), torch.tensor([4.0, 6.0]), **CLOSE)


@task("vjp")
def test_weighted_rows_of_the_jacobian(student):
    """10 times the row (2, 0) and once the row (2, 6) give (22, 6)."""
    x, v = torch.tensor([1.0, 3.0]), torch.tensor([10.0, 1.0])
    found = student.vector_jacobian_product(own("running_sums"), x, v)
    assert_close(found, torch.tensor([22.0, 6.0]), **CLOSE)


@task("accumulated")
def test_batches_of_two_and_one(student):
    """The losses are w², 4 w² and 9 w², so the mean has the gradient 2 (1 + 4 + 9) / 3 at w = 1."""
    batches = [torch.tensor([[1.0, 0.0], [2.0, 0.0]]), torch.tensor([[3.0, 0.0]])]
    found = student.accumulated_grad(own("squared_errors"), torch.tensor([1.0]), batches)
    assert_close(found, torch.tensor([28 / 3]), **CLOSE)


@task("step")
def test_the_parameter_and_its_memory(student):
    """1 - 0.1 * 10 = 0 and 2 + 0.1 * 10 = 3, in the parameter and in the memory that it had."""
    after = student.stepped(torch.tensor([1.0, 2.0]), torch.tensor([10.0, -10.0]), 0.1)
    for found in after:
        assert_close(found, torch.tensor([0.0, 3.0]), **CLOSE)


@task("epoch")
def test_the_first_epoch(student):
    """Batch norm turns 3 and 1 into 1 and -1, ReLU into 1 and 0: the losses are ln(1 + 1/e) and ln 2."""
    X, y = torch.tensor([[3.0], [1.0]], dtype=torch.float64), torch.tensor([0, 0])
    losses, after = student.trained(state(), X, y, 2, 0.1, 1)
    assert_close(losses, (torch.log1p(torch.exp(-torch.ones(1).double())) + np.log(2)) / 2, rtol=1e-4)
    assert_close(
        after["norm.running_mean"], torch.tensor([0.2], dtype=torch.float64), what="0.1 times the mean 2"
    )


@task("evaluate")
def test_unequal_batches(student):
    """The scores are (x, 0) and the label is 0: losses ln(1 + 1/e), ln(1 + 1/e) and ln 2, in batches of 2 and 1."""
    X, y = torch.tensor([[1.0], [1.0], [0.0]], dtype=torch.float64), torch.tensor([0, 0, 0])
    loss, _, graph = student.evaluated(state(), X, y, 2)
    assert_close(loss, (2 * np.log(1 + np.exp(-1)) + np.log(2)) / 3, rtol=1e-4)
    assert graph is False, "Evaluation must make no graph."


@task("save")
def test_the_whole_state_is_in_the_file(student):
    """The file has all parameters and running statistics by name."""
    assert_close(student.saved(state()), state())


@task("load")
def test_the_whole_state_is_loaded(student):
    """A model with other numbers gets those of the file."""
    other = {name: 3 * value for name, value in state().items()}
    assert_close(student.restored(other, content(state())), state())


@task("fit")
def test_two_losses_for_two_epochs(student):
    """There is one validation loss per epoch. A step size of 0 changes no parameter, only running statistics."""
    X, y = torch.tensor([[3.0], [1.0]], dtype=torch.float64), torch.tensor([0, 1])
    losses, after = student.fitted(state(), X, y, X[:1], y[:1], 2, 2, 0.0, torch_generator(1))
    assert_close(len(losses), 2)
    assert_close(after["output.weight"], state()["output.weight"])
    assert_close(
        after["norm.running_mean"], torch.tensor([0.38], dtype=torch.float64), what="0.2 + 0.9 * 0.2"
    )


@task("tensors", weak=True)
def test_a_label_is_missing(student):
    """Two samples and one label: ValueError."""
    assert_raises("ValueError", student.tensor_dataset, np.ones((2, 2)), np.array([0]))
