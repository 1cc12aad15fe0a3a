"""The way to an answer: what its author wrote, with a student's own numbers."""

import numpy as np
import pytest

from grader.errors import CourseError
from grader.exam.question_file import load_question
from grader.exam.solution import solve
from grader.exam.worked_solution import solution_steps

LINE = '''"""The line is $z = w x$ with $w = {{ w }}$ and $x = ({{ x }})$."""
from grader.exam import part

def draw(rng):
    return {"w": -0.5, "x": [1, 2]}

@part("$z =$", decimals=2, unit="V", columns=["first", "second"], solution="Each of {{ x }} times $({{ w }})$: {{ z }}")
def z(w, x):
    return w * x

@part("$s =$", decimals=1, solution="{{ z }} together give {{ total }}.")
def total(z):
    return z.sum()

@part(choice=True)
def sign(total):
    return "negative" if total < 0 else "positive"
'''


@pytest.fixture
def steps(tmp_path):
    def of(text):
        path = tmp_path / "line.py"
        path.write_text(text)
        question = load_question(
            path, topic="algebra", place="questions/algebra/line.py", reference_dir=tmp_path
        )
        parameters = {"w": -0.5, "x": np.array([1, 2])}
        return list(solution_steps(question, parameters, solve(question, parameters).key))

    return of


def test_a_solution_shows_the_students_own_numbers_and_values_as_printed(steps):
    assert [(each.part, each.label, each.answer, each.text) for each in steps(LINE)] == [
        ("z", "$z =$", "[-0.50  -1.00] V", "Each of 1, 2 times $(-0.5)$: -0.50, -1.00"),
        ("total", "$s =$", "-1.5", "-0.50, -1.00 together give -1.5."),
        ("sign", "", "negative", ""),
    ]


def test_a_solution_cannot_show_a_later_part(steps):
    with pytest.raises(CourseError, match="'total' is undefined"):
        steps(LINE.replace("times $({{ w }})$", "is {{ total }}"))
