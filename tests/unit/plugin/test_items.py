"""What a test says about itself, and each complaint about it."""

from __future__ import annotations

import pytest

from grader.errors import CourseError

HEAD = "import pytest\nfrom grader.testing import task\n\n"


def specs_of(tiny_course):
    found = tiny_course.session(lambda run: run.specs)
    return {spec.id: spec for spec in found.values()}


def test_a_test_is_reported_by_folder_docstring_and_mark(tiny_course):
    specs = specs_of(tiny_course)
    spec = specs["hidden/test_double.py::test_shapes"]
    assert spec.origin == "hidden"
    assert spec.title == "A matrix is doubled as well."
    assert (spec.mark.id, spec.mark.points, spec.mark.weak) == ("double", 1.0, False)
    assert spec.depends == "hidden/test_double.py::test_values"
    assert specs["public/test_public.py::test_by_hand"].origin == "public"


def test_a_docstring_of_several_lines_becomes_one(tiny_course):
    tiny_course.change(
        "tiny/hidden/test_double.py", "Every element is doubled.", "Every element\n\n    is doubled."
    )
    assert specs_of(tiny_course)["hidden/test_double.py::test_values"].title == "Every element is doubled."


COMPLAINTS = {
    "no mark": (
        'def test_x(student):\n    """A sentence."""',
        'tiny/hidden/test_new.py::test_x: the test has no @task mark. Write @task("<task id>") above it.',
    ),
    "a mark of pytest's own making": (
        '@pytest.mark.task("double")\ndef test_x(student):\n    """A sentence."""', "the test has no @task mark",
    ),
    "an unknown task": (
        '@task("doubel")\ndef test_x(student):\n    """A sentence."""',
        "tiny/hidden/test_new.py::test_x: there is no task 'doubel' in assignment.toml. Did you mean 'double'?",
    ),
    "no docstring": (
        '@task("double")\ndef test_x(student):\n    pass',
        "the test has no docstring, and it is what a student reads. Write one sentence.",
    ),
    "an unknown dependency": (
        '@task("double", depends="test_valuse")\ndef test_x(student):\n    """A sentence."""',
        "depends='test_valuse' is no test that runs before it. Did you mean 'test_values'?",
    ),
    "a dependency across tasks": (
        '@task("total", depends="test_values")\ndef test_x(student):\n    """A sentence."""',
        "tiny/hidden/test_new.py::test_x: depends names a test of another task; it may not.",
    ),
    "points of zero": (
        '@task("double", points=0)\ndef test_x(student):\n    """A sentence."""',
        "ValueError: @task('double'): points must be a number > 0, got 0",
    ),
} | {
    mark: (
        f'@pytest.mark.{mark}\n@task("double")\ndef test_x(student):\n    """A sentence."""',
        f"a graded test may not be marked {mark.partition('(')[0]}. Remove the mark, or the test.",
    )
    for mark in ("skip", "skipif(False, reason='x')", "xfail")
}  # fmt: skip


@pytest.mark.parametrize("name", COMPLAINTS)
def test_a_test_that_says_something_wrong_about_itself_is_a_course_error(tiny_course, name):
    text, message = COMPLAINTS[name]
    tiny_course.write("tiny/hidden/test_new.py", HEAD + text + "\n")
    with pytest.raises(CourseError) as caught:
        specs_of(tiny_course)
    assert message in str(caught.value)


def test_a_task_without_a_hidden_test_is_a_course_error(tiny_course):
    (tiny_course.folder / "tiny/hidden/test_total.py").unlink()
    with pytest.raises(CourseError, match=r"tiny: task 'total' has no hidden test. Add one in tiny/hidden/."):
        specs_of(tiny_course)


def test_an_assignment_without_any_test_is_a_course_error(tiny_course):
    for path in tiny_course.folder.rglob("test_*.py"):
        path.unlink()
    with pytest.raises(CourseError, match="task 'double' has no hidden test"):
        specs_of(tiny_course)
