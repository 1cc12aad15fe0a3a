from grader.testing import task


@task("tally", points=1000)
def test_nothing(student):
    """Always right."""
