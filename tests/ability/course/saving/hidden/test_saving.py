"""What is written is read in another process."""

from grader.testing import assert_close, task


def weights(rng):
    return {"W": rng.normal(size=(3, 2)), "b": rng.normal(size=2)}


@task("save", files=("model.npz",))
def test_the_weights_are_in_the_file(student, reference, files, rng):
    """Another process finds all weights in the file."""
    for _ in range(2):
        right = weights(rng)
        student.save(right, files.path("model.npz"))
        assert_close(files.second().load(files.path("model.npz")), right)


@task("load", files=("model.npz", "other.npz"))
def test_the_file_is_read_that_is_named(student, compare, files, rng):
    """Two models are saved in two files, and both come back."""
    first, second = weights(rng), weights(rng)
    compare.save(first, files.path("model.npz"))
    compare.save(second, files.path("other.npz"))
    assert files.written_here("model.npz")
    assert files.written_here("model.npz") != files.written_here("other.npz")
    elsewhere = files.second()
    assert_close(elsewhere.load(files.path("other.npz")), second)
    assert_close(student.load(files.path("model.npz")), first)
