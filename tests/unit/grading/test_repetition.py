"""A wrong value asked for once more, after all tests: what an answer depends on besides its inputs."""

from __future__ import annotations

import pytest

from grader.grading.repetition import find_chance
from grader.sandbox.worker_session import JailedSubject, code_of

TOTAL = "\ndef total(values):\n    return 0.0\n"


@pytest.fixture
def chance(tiny_course, numpy_zygote, outcomes_of):
    """The tasks of a text whose answers depend on chance or on earlier calls, with the id of the mistake."""

    def run(text, named=()):
        assignment = tiny_course.assignment
        code = code_of(assignment, tiny_course.submission(text + TOTAL).files)
        fresh = JailedSubject(numpy_zygote, code, assignment.settings.limits, seed=1)
        outcomes = list(outcomes_of(text + TOTAL).values())
        found = find_chance(assignment, outcomes, named, fresh)
        assert fresh._worker is None
        return {task: mistake.id for task, mistake in found.items()}

    return run


def test_a_function_of_its_inputs_answers_the_same_again(chance):
    assert chance("def double(x): return 3 * x") == {}


@pytest.mark.parametrize(
    "text",
    [
        "import numpy as np\ndef double(x): return 2 * x + np.random.random()",
        "import random\ndef double(x): return 2 * x + random.random()",
        "N = []\ndef double(x):\n    N.append(1)\n    return x + len(N)",
        "import os\ndef double(x): return 2 * x + os.urandom(1)[0] + 1",
        "import random\nA = random.random()\ndef double(x):\n    if A < 0.5: raise OSError\n    return 3 * x",
    ],
)
def test_one_that_depends_on_chance_or_earlier_calls_does_not(chance, text):
    assert chance(text) == {"double": "state:not_deterministic"}


def test_where_a_mistake_is_named_nothing_is_asked(chance):
    assert chance("import random\ndef double(x): return 2 * x + random.random()", named={"double"}) == {}


def test_a_second_answer_that_never_comes_says_nothing(chance):
    """Nor is any other function waited for then."""
    text = "import random\nA = random.random()\ndef double(x):\n    while A < 0.5: pass\n    return 3 * x"
    assert chance(text) == {}
