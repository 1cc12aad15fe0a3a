"""`grader new` makes an assignment that can be graded at once."""

from __future__ import annotations

import doctest
import importlib.util
import sys
import types
from pathlib import Path

import numpy as np
import pytest

from grader.authoring.scaffold import listing_advice, new_assignment
from grader.course import load_course
from grader.course.author_module import module_from_text
from grader.data import template_folder
from grader.errors import OutputError, UsageError
from grader.handout import write_handout
from grader.verification.statement_checks import check_statement
from grader.verification.static_checks import static_problems

SEEDS = range(20)


@pytest.fixture
def course(tmp_path):
    (tmp_path / "assignments").mkdir()
    (tmp_path / "assignments" / "course.toml").write_text('title = "A course"\n')
    return load_course(tmp_path / "assignments")


@pytest.fixture
def made(course):
    new_assignment(course, "my_layer")
    return course.assignment("my_layer")


@pytest.fixture
def starter(made, tmp_path):
    """The starter that students get."""
    write_handout(made, tmp_path / "handout")
    return tmp_path / "handout" / "my_layer.py"


def module_at(path, name="scaffolded"):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class InProcess:
    """`student` and `compare` without a worker, enough to tell right from wrong."""

    def __init__(self, student, reference, rtol, atol):
        self.student, self.reference, self.tolerance = student, reference, {"rtol": rtol, "atol": atol}

    def __getattr__(self, name):
        def call(*args, **kwargs):
            actual = getattr(self.student, name)(*(np.copy(a, order="K") for a in args), **kwargs)
            expected = getattr(self.reference, name)(*args, **kwargs)
            assert actual.dtype == expected.dtype
            np.testing.assert_allclose(actual, expected, **self.tolerance)
            return actual

        return call


def outcomes(assignment, student, part, monkeypatch):
    """For each of twenty seeds, the tests of ``hidden`` or ``public`` that a module passes."""
    testing = types.ModuleType("grader.testing")
    testing.task = lambda *_, **__: lambda function: function
    testing.assert_close = lambda a, b, rtol=1e-7, what="": np.testing.assert_allclose(
        a, b, rtol, err_msg=what
    )
    monkeypatch.setitem(sys.modules, "grader.testing", testing)
    tests = {}
    for path in (assignment.folder / part).glob("test_*.py"):
        tests |= {name: test for name, test in vars(module_at(path)).items() if name.startswith("test_")}
    task = assignment.settings.tasks[0]
    compare = InProcess(student, module_at(assignment.reference_path), task.rtol, task.atol)
    return {name: all(passes(test, student, compare, seed) for seed in SEEDS) for name, test in tests.items()}


def passes(test, student, compare, seed):
    given = {"student": student, "compare": compare, "rng": np.random.default_rng(seed)}
    try:
        test(**{name: given[name] for name in test.__code__.co_varnames[: test.__code__.co_argcount]})
    except (AssertionError, NotImplementedError):
        return False
    return True


def test_the_files_of_an_assignment_are_made(course, tmp_path):
    made = new_assignment(course, "my_layer")
    assert [path.relative_to(tmp_path).as_posix() for path in made] == [
        "assignments/my_layer/README.md",
        "assignments/my_layer/assignment.toml",
        "assignments/my_layer/hidden/test_rms_norm.py",
        "assignments/my_layer/independent/einsum.py",
        "assignments/my_layer/independent/loops.py",
        "assignments/my_layer/mistakes.toml",
        "assignments/my_layer/public/test_public.py",
        "reference/my_layer.py",
    ]
    assert all(path.is_file() for path in made)
    assert sorted(p.name for p in course.folder.iterdir()) == ["course.toml", "my_layer"]


def test_it_loads_and_is_found_in_the_course(course, made):
    assert course.assignment_ids() == ["my_layer"]
    assert made.settings.title == "My layer"
    assert made.max_score == 10
    assert [mistake.id for mistake in made.known_mistakes] == [
        "rms_norm__sum",
        "rms_norm__centred",
        "rms_norm__no_root",
    ]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("part", ["hidden", "public"])
def test_the_reference_passes_every_test(made, part, monkeypatch):
    results = outcomes(made, module_at(made.reference_path), part, monkeypatch)
    assert results
    assert all(results.values())


@pytest.mark.parametrize("part", ["hidden", "public"])
def test_the_starter_passes_none(made, starter, part, monkeypatch):
    assert not any(outcomes(made, module_at(starter), part, monkeypatch).values())


def test_each_wrong_answer_fails_hidden_tests_and_says_why(made, monkeypatch):
    for mistake in made.known_mistakes:
        module = module_from_text(mistake.id, mistake.source, mistake.origin)
        assert list(outcomes(made, module, "hidden", monkeypatch).values()).count(False) >= 3
        assert mistake.message.startswith("You ")


@pytest.mark.parametrize(
    "answer",
    [
        lambda x, **_: np.zeros(x.shape),
        lambda x, **_: np.full(x.shape, np.nan),
        lambda x, **_: np.ones(x.shape),
        lambda x, **_: x.astype(np.float64),
    ],
    ids=["zeros", "nan", "ones", "input"],
)
def test_answers_without_work_pass_nothing(made, answer, monkeypatch):
    student = types.SimpleNamespace(rms_norm=answer)
    assert not any(outcomes(made, student, "hidden", monkeypatch).values())


def test_another_right_solution_passes_and_half_precision_does_not(made, monkeypatch):
    def loops(x, eps=1e-6):
        y = np.empty(x.shape, x.dtype if x.dtype.kind == "f" else np.float64)
        for b, row in enumerate(x.astype(y.dtype)):
            y[b] = row / np.sqrt(sum(v**2 for v in row) / y.dtype.type(len(row)) + y.dtype.type(eps))
        return y

    def half(x, eps=1e-6):
        return loops(x.astype(np.float16), eps).astype(x.dtype if x.dtype.kind == "f" else np.float64)

    assert all(outcomes(made, types.SimpleNamespace(rms_norm=loops), "hidden", monkeypatch).values())
    passed = outcomes(made, types.SimpleNamespace(rms_norm=half), "hidden", monkeypatch)
    assert not any(passed.values())


def test_the_examples_of_the_reference_run(made):
    result = doctest.testmod(module_at(made.reference_path))
    assert (result.failed, result.attempted) == (0, 1)


def test_starter_and_reference_have_the_same_functions(made, starter):
    given, reference = module_at(starter), module_at(made.reference_path)
    assert given.rms_norm.__annotations__ == reference.rms_norm.__annotations__
    assert given.rms_norm.__defaults__ == reference.rms_norm.__defaults__
    assert given.rms_norm.__doc__ == reference.rms_norm.__doc__


def test_a_handout_of_it_can_be_made(made, tmp_path):
    assert len(write_handout(made, tmp_path / "out")) == 5


def test_its_statement_says_all_that_a_statement_can_say(course, made):
    """Time, prerequisites, difficulty, an example that is right for the reference, and what PyTorch has."""
    step = check_statement(course, made)
    assert (step.problems, step.remarks) == ((), ())
    assert "\n## In PyTorch\n" in made.statement_path.read_text(encoding="utf-8")
    assert list(static_problems(made)) == []


def test_no_template_is_left_unused(made):
    used = {"reference.py.j2"} | {"assignment.toml.j2", "README.md.j2", "test_public.py.j2"}
    used |= {"test_hidden.py.j2", "mistakes.toml.j2"}
    used |= {"independent_loops.py.j2", "independent_einsum.py.j2"}
    assert {p.name for p in (template_folder() / "assignment").iterdir()} == used


@pytest.mark.parametrize(
    "name",
    ["", "My_layer", "my-layer", "2d", "_x", "a b", "../evil", "a/b", "class", "ünder", "x\n", "con.py"],
)
def test_a_name_that_no_module_can_have_is_refused(course, name):
    with pytest.raises(
        UsageError, match=r"(?s)name must be a Python name of lower-case .+, got '.*'\. Choose one like"
    ):
        new_assignment(course, name)
    assert [p.name for p in course.folder.iterdir()] == ["course.toml"]


def test_a_name_of_the_standard_library_is_refused(course):
    with pytest.raises(
        UsageError, match=r"'random' is a module of Python's standard library, which random.py would hide"
    ):
        new_assignment(course, "random")


def test_an_assignment_that_exists_is_kept(course, made):
    (made.folder / "README.md").write_text("mine")
    with pytest.raises(
        UsageError, match=r"my_layer: exists already and is kept\. Choose another name, or remove it"
    ):
        new_assignment(course, "my_layer")
    assert (made.folder / "README.md").read_text() == "mine"


def test_a_reference_that_exists_is_kept(course, tmp_path):
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "my_layer.py").write_text("mine")
    with pytest.raises(UsageError, match=r"reference.my_layer.py: exists already"):
        new_assignment(course, "my_layer")
    assert not (course.folder / "my_layer").exists()
    assert (tmp_path / "reference" / "my_layer.py").read_text() == "mine"


def test_a_course_that_cannot_be_written_is_an_output_error(course, tmp_path):
    (tmp_path / "reference").write_text("a file, where a folder is needed")
    with pytest.raises(
        OutputError, match=r"the assignment cannot be written: .+ Check that you may write to"
    ):
        new_assignment(course, "my_layer")
    assert [p.name for p in course.folder.iterdir()] == ["course.toml"]


def test_a_failure_at_the_end_leaves_no_reference_behind(course, tmp_path, monkeypatch):
    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OutputError, match="No space left on device"):
        new_assignment(course, "my_layer")
    assert list((tmp_path / "reference").iterdir()) == []
    assert [p.name for p in course.folder.iterdir()] == ["course.toml"]


def test_a_course_that_lists_its_assignments_needs_one_more_line(course, tmp_path):
    assert listing_advice(course, "my_layer") == ""
    (course.folder / "course.toml").write_text('title = "A course"\nassignments = ["other"]\n')
    listed = load_course(course.folder)
    assert listing_advice(listed, "my_layer").endswith('lists its assignments: add "my_layer" to that list.')
    assert listing_advice(listed, "other") == ""


@pytest.mark.parametrize("style", ["loops", "einsum"])
def test_the_independent_answers_are_right_in_both_dtypes(made, style):
    own = module_at(made.independent_dir / f"{style}.py")
    reference = module_at(made.reference_path)
    for dtype, rtol in ((np.float64, 1e-12), (np.float32, 1e-5), (np.int64, 1e-12)):
        x = np.arange(1, 16).reshape(5, 3).astype(dtype)
        assert own.rms_norm(x, eps=0.5).dtype == reference.rms_norm(x, eps=0.5).dtype
        np.testing.assert_allclose(own.rms_norm(x, eps=0.5), reference.rms_norm(x, eps=0.5), rtol=rtol)
