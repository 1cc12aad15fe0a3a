"""A draw depends on its seed alone, and values that cannot be told apart are drawn again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import CourseError
from grader.exam.drawing import draw_question, parameter_entries, question_seed
from grader.exam.parameter_value import frozen_values, restored_values

HEAD = '"""{{ n }}"""\nfrom grader.exam import mistake, part\n\n'
SECRET = b"some secret"


def test_the_seed_depends_on_secret_exam_form_and_question():
    words = ("midterm", "1", "lstm")
    seeds = {question_seed(SECRET, *words), question_seed(b"another", *words)}
    seeds |= {question_seed(SECRET, *words[:at], "x", *words[at + 1 :]) for at in range(3)}
    assert len(seeds) == 5


def test_equal_seeds_give_equal_draws(bank):
    for name in bank.names():
        one, two = (draw_question(bank.question(name), b"seed") for _ in range(2))
        assert frozen_values(one.parameters) == frozen_values(two.parameters)
        assert one.options == two.options


def test_a_draw_whose_mistake_equals_the_answer_is_drawn_again(load):
    question = load(
        HEAD + "def draw(rng):\n    return {'n': int(rng.integers(1, 4))}\n\n"
        "@part(integer=True)\ndef square(n):\n    return n * n\n\n"
        "@mistake(of=square)\ndef double(n):\n    '''Twice.'''\n    return 2 * n\n"
    )
    draws = [draw_question(question, bytes([number])) for number in range(30)]
    assert {draw.parameters["n"] for draw in draws} == {1, 3}
    assert {reason for draw in draws for reason in draw.unfit} == {"double and square"}


def test_a_question_of_which_no_draw_suits_is_refused(load):
    question = load(
        HEAD + "def draw(rng):\n    return {'n': 2}\n\n"
        "@part(integer=True)\ndef square(n):\n    return n * n\n\n"
        "@mistake(of=square)\ndef double(n):\n    '''Twice.'''\n    return 2 * n\n"
    )
    with pytest.raises(CourseError, match=r"tried.py:4: of 200 draws none suits.*double and square"):
        draw_question(question, b"seed")


def test_later_digits_that_rounded_answers_cannot_give_are_refused(load):
    question = load(
        '"""{{ w }}"""\nfrom grader.exam import mistake, part\n\n'
        "def draw(rng):\n    return {'w': float(rng.uniform(1, 2))}\n\n"
        "@part(decimals=1)\ndef z(w):\n    return w\n\n"
        "@part(decimals=4)\ndef s(z):\n    return 5 * z\n"
    )
    draws = [draw_question(question, bytes([number])) for number in range(30)]
    assert all(
        "s and what follows from rounded earlier answers" in draw.unfit for draw in draws if draw.unfit
    )


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        ("1 / 0", "failed: ZeroDivisionError"),
        ("[1]", "must return a dictionary"),
        ("{'n': float('nan')}", "n is nan"),
        ("{'n': object()}", "n is of type object"),
        ("{'n': 2**60}", "2\\^53"),
        ("{'n': {'a': 1}}", "n is of type dict"),
        ("{'square': 1}", "name of the part square"),
    ],
)
def test_what_a_draw_may_not_return_is_an_error_with_its_line(load, drawn, told):
    question = load(
        HEAD + f"def draw(rng):\n    return {drawn}\n\n@part(integer=True)\ndef square(n):\n    return n\n"
    )
    with pytest.raises(CourseError, match=f"questions/own/tried.py:4: draw.*{told}"):
        draw_question(question, b"seed")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("return n / 0", "failed for n = 2: ZeroDivisionError"),
        ("return 'four'", "must return one number, got 'four'"),
        ("return n + 0.5", "must return a whole number"),
        ("return float('inf')", "must return a whole number"),
        ("return None", "must return one number"),
    ],
)
def test_what_a_part_may_not_return_is_an_error_with_its_line(load, body, told):
    question = load(
        HEAD + f"def draw(rng):\n    return {{'n': 2}}\n\n@part(integer=True)\ndef square(n):\n    {body}\n"
    )
    with pytest.raises(CourseError, match=f"tried.py:7: square.*{told}"):
        draw_question(question, b"seed")


def test_an_argument_that_is_neither_parameter_nor_part_is_an_error(load):
    question = load(
        HEAD + "def draw(rng):\n    return {'n': 2}\n\n@part(integer=True)\ndef square(m):\n    return m\n"
    )
    with pytest.raises(CourseError, match=r"tried.py:7: square has an argument 'm'.*Known: n"):
        draw_question(question, b"seed")


SCALARS = (
    st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)


@given(st.dictionaries(st.text(min_size=1), SCALARS | st.lists(SCALARS) | st.lists(st.lists(SCALARS))))
def test_plain_parameters_come_back_as_they_were(parameters):
    assert restored_values(frozen_values(parameters)) == parameters


@pytest.mark.parametrize("dtype", ["int64", "int8", "float64", "float32", "bool", "<U3"])
def test_an_array_comes_back_as_an_array_of_its_type(dtype):
    array = np.array([[0, 1], [1, 0]]).astype(dtype)
    (back,) = restored_values(frozen_values({"x": array})).values()
    assert back.dtype == array.dtype
    assert back.tolist() == array.tolist()


def test_scalars_of_numpy_become_plain_numbers():
    frozen = frozen_values({"a": np.float64(0.1), "b": np.int64(3), "c": np.bool_(True), "d": (1, 2)})
    assert frozen == {"a": 0.1, "b": 3, "c": True, "d": [1, 2]}


def test_each_given_number_has_its_place():
    entries = dict(parameter_entries({"x": np.array([[1, 2]]), "n": 3}))
    assert entries == {"x[0][0]": 1, "x[0][1]": 2, "n": 3}
