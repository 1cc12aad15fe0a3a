"""The course's script makes the objects; the student's function gets them ready."""

import torch

from grader.testing import task, torch_generator


@task("epoch", points=2, hint="A short last batch counts with its own size.")
def test_an_epoch_moves_the_parameters_and_returns_the_mean_loss(compare, given, rng):
    """Each batch is one step; the mean loss is that of all samples."""
    for n, batch_size in (7, 3), (8, 4):
        draw = torch_generator(int(rng.integers(2**32)))
        X, y = torch.randn(n, 3, generator=draw), torch.randn(n, 2, generator=draw)
        model = given.model(torch.randn(2, 3, generator=draw), torch.zeros(2))
        loader, loss = given.loader(X, y, batch_size), given.mean_squared_error()
        compare.train_epoch(model, loader, loss, given.sgd(model, 0.1))
        compare.given.parameters(model)


@task("scale", hint="Change the tensor itself.")
def test_the_tensor_is_changed_in_place(compare, rng):
    """Every element is multiplied, in the memory of the tensor that is given."""
    for n in 3, 5:
        compare.scale_(torch.from_numpy(rng.normal(size=n)), 2.5, inplace=("x",))


@task("freeze")
def test_a_frozen_tensor_requires_no_gradient(compare, rng):
    """A frozen tensor is cut off from the one it was made of, another is not."""
    for frozen in True, False:
        x = torch.from_numpy(rng.normal(size=4)).requires_grad_()
        compare.freeze(x, frozen, requires_grad=True)
