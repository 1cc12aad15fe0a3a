"""A wrong value asked for once more, after all tests: what an answer depends on besides its inputs."""

from __future__ import annotations

import pytest

from grader.forensics import NOT_ASKED
from grader.grading.repetition import asked_again
from grader.sandbox.failure import StudentError
from grader.testing.subject import JailedSubject, code_of

TOTAL = "\ndef total(values):\n    return 0.0\n"


@pytest.fixture
def repeated(tiny_course, numpy_zygote, outcomes_of):
    """The second answer to the first wrong call of `double`, for a text; and that of `total`."""

    def run(text):
        assignment = tiny_course.assignment
        code = code_of(assignment, tiny_course.submission(text).files)
        fresh = JailedSubject(numpy_zygote, code, assignment.settings.limits, seed=1)
        found = asked_again(assignment, list(outcomes_of(text).values()), fresh)
        calls = {
            o.call.function: o.call
            for o in reversed(found)
            if o.call is not None and o.call.again is not NOT_ASKED
        }
        return calls["double"]

    return run


def test_a_function_of_its_inputs_answers_the_same_again(repeated):
    call = repeated("def double(x): return 3 * x" + TOTAL)
    assert call.again.tolist() == call.actual.tolist()


@pytest.mark.parametrize(
    "text",
    [
        "import numpy as np\ndef double(x): return 2 * x + np.random.random()",
        "import random\ndef double(x): return 2 * x + random.random()",
        "N = []\ndef double(x):\n    N.append(1)\n    return x + len(N)",
        "import os\ndef double(x): return 2 * x + os.urandom(1)[0] + 1",
    ],
)
def test_one_that_depends_on_chance_or_earlier_calls_does_not(repeated, text):
    call = repeated(text + TOTAL)
    assert call.again.tolist() != call.actual.tolist()


def test_one_that_raises_the_second_time_is_told_apart_as_well(repeated):
    text = (
        "import random\nA = random.random()\ndef double(x):\n    if A < 0.5: raise OSError\n    return 3 * x"
    )
    assert isinstance(repeated(text + TOTAL).again, StudentError)


def test_a_second_answer_that_never_comes_is_none(tiny_course, numpy_zygote, outcomes_of):
    """Nor is any other function waited for then."""
    text = "import random\nA = random.random()\ndef double(x):\n    while A < 0.5: pass\n    return 3 * x"
    assignment = tiny_course.assignment
    code = code_of(assignment, tiny_course.submission(text + TOTAL).files)
    fresh = JailedSubject(numpy_zygote, code, assignment.settings.limits, seed=1)
    found = asked_again(assignment, list(outcomes_of(text + TOTAL).values()), fresh)
    assert [o.call.function for o in found if o.call is not None] == ["double", "total"]
    assert all(o.call.again is NOT_ASKED for o in found if o.call is not None)
