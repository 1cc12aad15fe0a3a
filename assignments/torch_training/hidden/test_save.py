"""A state is saved."""

from __future__ import annotations

from support import network, single

from grader.testing import assert_close, task

SIZES = (3, 4, 2), (2, 5, 3), (5, 3, 4)


@task("save", points=3, hint="Save model.state_dict(), which also has the running statistics.")
def test_the_file_has_the_whole_state(compare, rng):
    """The file has the state_dict: all parameters and all running statistics by name."""
    for sizes in SIZES:
        compare.saved(network(rng, *sizes))


@task("save", points=1, hint="Save the numbers as they are.")
def test_equal_sizes_and_types(compare, rng):
    """All sizes may be equal. float32 stays float32, and no digit is lost."""
    for n in 2, 3, 4:
        compare.saved(network(rng, n, n, n))
        found = compare.saved(single(network(rng, n, n + 1, n)), rtol=1e-7)
        assert_close(
            float("float64" in str(found["hidden.weight"].dtype)),
            0.0,
            what="float32 must stay float32; it does not.",
        )


@task("save", points=1, hint="Save the numbers as they are.")
def test_numbers_of_any_size(compare, rng):
    """Numbers may be tiny or huge, and layers wide."""
    for size in 1e-20, 3000.0, 1e20:
        state = network(rng, 3, 4, 2)
        compare.saved(state | {name: size * state[name] for name in ("norm.running_mean", "hidden.weight")})
    compare.saved(network(rng, 7, 40, 3))


@task("save", points=3, weak=True, files=("model.pt", "other.pt"), hint="Write to the path that you get.")
def test_another_process_reads_the_file(student, files, rng):
    """Another process finds the whole state in the file that was named, also if it is written twice."""
    first, second = network(rng, 3, 4, 2), network(rng, 2, 6, 5)
    student.save_to(files.path("model.pt"), second)
    student.save_to(files.path("other.pt"), second)
    student.save_to(files.path("model.pt"), first)
    elsewhere = files.second()
    for name, state in ("model.pt", first), ("other.pt", second):
        assert_close(
            elsewhere.read_from(files.path(name)), state, what="The file must have the state; yours has not."
        )
