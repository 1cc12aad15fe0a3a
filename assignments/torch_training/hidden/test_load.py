"""A state is loaded."""

from __future__ import annotations

from support import content, network, single

from grader.testing import assert_close, task

SIZES = (3, 4, 2), (2, 5, 3), (5, 3, 4)


@task("load", points=3, hint="Hand what torch.load gives to model.load_state_dict.")
def test_the_model_gets_the_whole_state(compare, rng):
    """The model gets all parameters and all running statistics of the file."""
    for sizes in SIZES:
        compare.restored(network(rng, *sizes), content(network(rng, *sizes)))


@task("load", points=1, hint="All sizes may be equal.")
def test_equal_sizes_and_types(compare, rng):
    """All sizes may be equal. The model keeps its type."""
    for n in 2, 3, 4:
        compare.restored(network(rng, n, n, n), content(network(rng, n, n, n)))
        start, kept = single(network(rng, n, n + 1, n)), single(network(rng, n, n + 1, n))
        compare.restored(start, content(kept), rtol=1e-7)


@task("load", points=1, hint="Load the numbers as they are.")
def test_numbers_of_any_size(compare, rng):
    """Numbers may be tiny or huge, and layers wide."""
    for size in 1e-20, 3000.0, 1e20:
        state = network(rng, 3, 4, 2)
        kept = state | {name: size * state[name] for name in ("norm.running_mean", "hidden.weight")}
        compare.restored(network(rng, 3, 4, 2), content(kept))
    compare.restored(network(rng, 7, 40, 3), content(network(rng, 7, 40, 3)))


@task("load", points=3, files=("model.pt", "other.pt"), hint="Read from the path that you get.")
def test_another_process_loads_the_file(student, files, rng):
    """Another process loads the state from the file that is named."""
    states = {"model.pt": network(rng, 3, 4, 2), "other.pt": network(rng, 2, 6, 5)}
    starts = {"model.pt": network(rng, 3, 4, 2), "other.pt": network(rng, 2, 6, 5)}
    for name, state in states.items():
        student.write_to(files.path(name), content(state))
    elsewhere = files.second()
    for name in "other.pt", "model.pt", "other.pt":
        assert_close(
            elsewhere.restored_from(files.path(name), starts[name]),
            states[name],
            what="The model must have the state of the file; yours has not.",
        )
