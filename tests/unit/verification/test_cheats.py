"""General cheats are written over the naive solution of any exercise; its own replace them."""

from __future__ import annotations

import ast
import inspect
import re
import types

import numpy as np
import pytest

from grader.course import load_course
from grader.data import template_folder
from grader.errors import CourseError
from grader.verification.cheats import PARTS, cheats_of

TEMPLATES = sorted((template_folder() / "cheats").glob("*.py"))
VERDICTS = {"failed", "error", "forbidden", "crashed", "timeout", "no faster than naive"}
COURSE = 'title = "A course"\nreference = "reference"\n'
SETTINGS = """\
id = "scaling"
title = "Scaling"
module = "scaling.py"

[[tasks]]
id = "scale"
function = "scaled"
points = 3

[[performance]]
id = "cpu"
task = "scale"
sizes = ["8x3", "5x4"]
tolerance = 1e-5
tiers = [{ name = "all at once", least = 0.5, points = 5 }]
"""
BENCHMARK = """
import numpy as np

def inputs_cpu(rng, n, d):
    return [rng.normal(3.0, 1.0, size=(n, d)).astype(np.float32), np.arange(1, d + 1, dtype=np.float32)]

def ideal_cpu(n, d):
    return 8 * n * d, n * d
"""
NAIVE = '''\
"""Row by row.

earns: 0 points
"""

from __future__ import annotations

import numpy as np

answers = "a name that cheats use as well"


def scaled(x, weights, power=1):
    """The rows of x times the weights."""
    if x.ndim != 2:
        raise ValueError("x must be a matrix")
    return np.array([_row(row, weights**power) for row in x]).reshape(x.shape)


def _row(row, weights):
    return row * weights
'''
GOOD = '"""At once.\n\nearns: 5 points\n"""\n\n\ndef scaled(x, weights, power=1):\n    return x * weights**power\n'
OWN = '''\
"""Mine.

verdict: failed
"""

from exercise import naive


def FUNCTION(*arguments):
    return -naive(*arguments)
'''


@pytest.fixture
def exercise(tmp_path):
    """``exercise(name=text, …)``: the cheats of a small exercise, by name, with further or changed files."""

    def cheats(**files):
        files = {"solutions/naive": NAIVE, "solutions/good": GOOD, "hidden/benchmark": BENCHMARK} | files
        files["../reference/scaling"] = GOOD
        for name, text in files.items():
            path = tmp_path / "scaling" / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is not None:
                path.write_text(text, encoding="utf-8")
        (tmp_path / "course.toml").write_text(COURSE, encoding="utf-8")
        (tmp_path / "scaling" / "assignment.toml").write_text(SETTINGS, encoding="utf-8")
        (tmp_path / "scaling" / "README.md").write_text("# Scaling\n", encoding="utf-8")
        assignment = load_course(tmp_path).assignment("scaling")
        (entry,) = assignment.settings.performance
        return {cheat.name: cheat for cheat in cheats_of(assignment, entry)}

    return cheats


def loaded(cheat):
    """The module of a cheat that does nothing while it is imported."""
    module = types.ModuleType(cheat.name)
    exec(compile(cheat.text, f"{cheat.name}.py", "exec"), vars(module))
    return module


def test_a_new_exercise_gets_every_general_cheat_without_a_file(exercise):
    assert sorted(exercise()) == [path.stem for path in TEMPLATES]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_says_what_must_come_of_it_and_imports_only_what_there_is(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    (verdict,) = re.findall(r"^verdict: (.+)$", ast.get_docstring(tree), re.MULTILINE)
    assert set(verdict.split(" | ")) <= VERDICTS
    imports = [n for n in tree.body if isinstance(n, ast.ImportFrom) and n.module == "exercise"]
    assert {alias.name for node in imports for alias in node.names} <= set(PARTS)
    assert len([n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "FUNCTION"]) == 1


def test_every_cheat_is_another_module_with_the_signature_of_the_exercise(exercise):
    cheats = exercise()
    assert len({cheat.text for cheat in cheats.values()}) == len(cheats)
    for cheat in cheats.values():
        tree = ast.parse(cheat.text)
        (function,) = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "scaled"]
        assert ast.unparse(function.args) == "x, weights, power=1"
        assert ast.unparse(function.body[0]).startswith("if x.ndim != 2:"), "what is refused comes first"
        assert [ast.unparse(line) for line in function.body[1:4]] == [
            "global OPTIONS", "OPTIONS = dict(power=power)", "arguments = (x, weights)",
        ]  # fmt: skip
        assert not re.search(r"\bFUNCTION\b|from exercise", cheat.text)


HONEST = [
    "cached_by_id", "cached_by_pointer", "cached_by_sample", "cached_by_shape", "frames_read", "more_threads",
    "previous_output", "memory_mark_reset",
]  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_a_cheat_that_computes_is_right_at_first(exercise, name):
    x, weights = np.arange(21.0).reshape(7, 3), np.array([1.0, 2.0, 4.0])
    np.testing.assert_array_equal(loaded(exercise()[name]).scaled(x, weights), x * weights)


@pytest.mark.parametrize("name", ["cached_by_pointer", "frames_read", "more_threads", "library_hidden"])
def test_an_argument_with_a_default_reaches_the_solution(exercise, name):
    """Hidden tests give it, so a cheat without it would fail them before it is timed."""
    x, weights = np.arange(21.0).reshape(7, 3), np.array([1.0, 2.0, 4.0])
    module = loaded(exercise()[name])
    np.testing.assert_array_equal(module.scaled(x, weights, power=3), x * weights**3)
    np.testing.assert_array_equal(module.scaled(x + 1, weights), (x + 1) * weights)


def test_what_a_cheat_shares_a_name_with_does_not_meet_it(exercise):
    """Both the naive solution and the cheats have a variable `answers`."""
    assert loaded(exercise()["cached_by_shape"]).answers == {}


@pytest.mark.parametrize(
    "name", ["zeros", "uninitialised", "input_returned", "lazy_array", "answer_after_return"]
)
def test_a_result_that_is_not_computed_has_shape_and_kind_of_the_right_one(exercise, name):
    made = loaded(exercise()[name]).scaled(np.ones((4, 2), np.float32), np.ones(2, np.float32))
    assert (made.shape, made.dtype) == ((4, 2), np.float32)


def test_half_of_the_rows_are_the_other_half(exercise):
    made = loaded(exercise()["half_computed"]).scaled(np.arange(10.0).reshape(5, 2), np.ones(2))
    np.testing.assert_array_equal(made[:, 0], [0, 2, 4, 0, 2])


def test_the_sizes_that_are_timed_are_known_with_a_mean_that_fits(exercise):
    module = loaded(exercise()["benchmark_shapes"])
    assert set(module.TIMED) == {((8, 3), (3,)), ((5, 4), (4,))}
    made = module.scaled(np.ones((8, 3)), np.ones(3))
    assert np.ptp(made) == 0
    assert made[0, 0] == pytest.approx(6, rel=0.3), "coordinates around 3, weights 1 to 3"
    np.testing.assert_array_equal(module.scaled(np.ones((7, 3)), np.ones(3)), np.ones((7, 3)))


def test_the_good_solution_is_there_for_cheats_that_would_win(exercise):
    x = np.ones((4, 2))
    module = loaded(exercise()["input_modified"])
    np.testing.assert_array_equal(module.scaled(x, np.array([2.0, 3.0])), [[2, 3]] * 4)
    assert not x.any()


def test_what_the_exercise_refuses_a_cheat_refuses(exercise):
    with pytest.raises(ValueError, match="x must be a matrix"):
        loaded(exercise()["zeros"]).scaled(np.ones(3), np.ones(3))


def test_a_check_that_needs_more_of_the_solution_is_left_to_it(exercise):
    naive = NAIVE.replace("if x.ndim != 2", "if len(answers) > 99")
    made = exercise(**{"solutions/naive": naive})["zeros"]
    assert "answers" not in made.text


def test_a_file_of_the_exercise_replaces_the_template_of_its_name(exercise):
    cheats = exercise(**{"cheats/zeros": OWN, "cheats/upside_down": OWN.replace("failed", "forbidden")})
    assert len(cheats) == len(TEMPLATES) + 1
    assert cheats["upside_down"].verdict == "forbidden"
    for name in "zeros", "upside_down":
        assert loaded(cheats[name]).scaled(np.ones((1, 1)), np.ones(1)) == -1


def test_a_file_that_declares_no_verdict_is_not_tried(exercise):
    assert "zeros" not in exercise(**{"cheats/zeros": "def scaled(x, weights):\n    return x\n"})


def test_an_exercise_without_rows_is_spared_the_cheats_over_rows(exercise):
    tied = NAIVE.replace("weights**power)", "weights**power + x.mean())")
    left_out = {path.stem for path in TEMPLATES} - set(exercise(**{"solutions/naive": tied}))
    assert left_out == {"frames_read", "half_computed", "more_threads", "request_commit"}


def test_an_exercise_without_a_good_solution_is_spared_the_cheats_over_it(exercise):
    left_out = {path.stem for path in TEMPLATES} - set(exercise(**{"solutions/good": None}))
    assert left_out == {"input_modified", "library_call", "library_hidden", "request_commit"}


def test_a_cheat_of_the_exercise_that_imports_what_there_is_not_is_refused(exercise):
    with pytest.raises(
        CourseError,
        match=r"scaling/cheats/mine\.py: the exercise has no best to import\. Choose from naive, good,",
    ):
        exercise(**{"cheats/mine": OWN.replace("import naive", "import best")})


@pytest.mark.parametrize("text", [None, "def other():\n    pass\n"])
def test_an_exercise_without_a_naive_solution_is_refused(exercise, text):
    with pytest.raises(CourseError, match=r"scaling/solutions/naive\.py must define scaled, over which"):
        exercise(**{"solutions/naive": text})


def test_a_naive_solution_that_fails_on_the_timed_inputs_is_refused(exercise):
    naive = NAIVE.replace("return np.array(", "return np.ones(2) @ np.array(")
    with pytest.raises(
        CourseError, match=r"scaling/solutions/naive\.py fails on the inputs of hidden/benchmark\.py: V"
    ):
        exercise(**{"solutions/naive": naive})


def test_a_call_with_one_argument_has_a_tuple_of_one(exercise):
    naive = "def scaled(x):\n    return x + 1\n"
    benchmark = BENCHMARK.replace(", np.arange(1, d + 1, dtype=np.float32)]", "]")
    made = exercise(**{"solutions/naive": naive, "hidden/benchmark": benchmark})["more_threads"]
    assert "arguments = (x,)" in made.text
    assert inspect.signature(loaded(made).scaled).parameters.keys() == {"x"}
    np.testing.assert_array_equal(loaded(made).scaled(np.zeros((9, 2))), np.ones((9, 2)))
