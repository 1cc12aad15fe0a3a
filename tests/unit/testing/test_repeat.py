"""A call that is repeated: fresh arguments and seeds each time, few crossings, all limits."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from grader.course.author_module import module_from_text
from grader.model import Verdict
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.sandbox.worker_session import JailedSubject, code_of
from grader.testing import AuthorError, Compare, Mismatch, Reference, Student
from grader.testing.compare import InputModified
from grader.testing.equality import DEFAULT, collect_notes, current_notes, first_error
from grader.testing.local_subject import LocalSubject

DRAWS = """
import numpy as np
COUNT = 0
def draw(x, scale, rng):
    return scale * rng.random(x.shape)
def kept(x, rng):
    global COUNT
    COUNT += 1
    x += 1
    return {"x": x, "number": COUNT}, rng.integers(10)
def flip(rng, *, other):
    return bool(rng.random() < 0.5), other.random()
def listed(rng):
    return [1, 2] if rng.random() < 0.5 else [1]
def count():
    return COUNT
"""


@pytest.fixture
def jailed(tiny_course, numpy_zygote):
    made = []

    def make(text=DRAWS, **limits):
        assignment = tiny_course.assignment
        code = code_of(assignment, tiny_course.submission(text).files)
        made.append(
            JailedSubject(numpy_zygote, code, dataclasses.replace(assignment.settings.limits, **limits))
        )
        return made[-1]

    yield make
    for subject in made:
        subject.retire()


def local(text=DRAWS):
    return LocalSubject(module_from_text("m", text, "m.py"))


@pytest.fixture(params=["jailed", "local"])
def subject(request, jailed):
    return jailed() if request.param == "jailed" else local()


def test_each_call_has_a_seed_of_its_own_and_all_come_from_the_tests_generator(subject):
    student = Student(subject)
    x = np.ones((3, 2))
    first = student.repeat("draw", x, 2.0, np.random.default_rng(1), times=50)
    assert first.shape == (50, 3, 2)
    assert len(np.unique(first)) == first.size
    assert np.array_equal(first, student.repeat("draw", x, 2.0, np.random.default_rng(1), times=50))
    rng = np.random.default_rng(1)
    again = [student.repeat("draw", x, 2.0, rng, times=50) for _ in range(2)]
    assert np.array_equal(first, again[0])
    assert not (again[0] == again[1]).any()


def test_draws_are_the_same_in_a_worker_and_here(jailed):
    both = [
        Student(one).repeat("flip", np.random.default_rng(3), other=np.random.default_rng(4), times=40)
        for one in (jailed(), local())
    ]
    assert np.array_equal(both[0][0], both[1][0])
    assert np.array_equal(both[0][1], both[1][1])
    assert both[0][0].dtype == bool
    assert 5 < both[0][0].sum() < 35


def test_arguments_are_fresh_in_every_call_and_tuples_and_dicts_are_stacked_by_part(subject):
    x = np.zeros(2)
    table, digits = Student(subject).repeat("kept", x, np.random.default_rng(1), times=30)
    assert np.array_equal(table["x"], np.ones((30, 2)))
    assert table["number"].tolist() == list(range(1, 31))
    assert digits.shape == (30,)
    assert not x.any()


def test_what_does_not_stack_is_a_list(subject):
    found = Student(subject).repeat("listed", np.random.default_rng(1), times=20)
    assert len(found) == 20
    assert {len(one) for one in found} == {1, 2}


def test_large_results_come_in_several_crossings(jailed):
    subject = jailed(reply_mib=1)
    found = Student(subject).repeat("draw", np.ones(10_000), 1.0, np.random.default_rng(2), times=60)
    assert found.shape == (60, 10_000)
    assert len({row.tobytes() for row in found}) == 60
    assert Student(subject).count() == 0


def test_a_call_may_take_its_time_however_often_it_is_repeated(jailed):
    slow = (
        "import time\ndef f(rng):\n  end = time.process_time() + 0.05\n"
        "  while time.process_time() < end: pass\n  return rng.random()"
    )
    found = Student(jailed(slow, timeout_s=0.3)).repeat("f", np.random.default_rng(2), times=20)
    assert len(set(found.tolist())) == 20


def test_one_call_that_never_ends_is_stopped_at_its_own_limit(jailed):
    subject = jailed("n = 0\ndef f():\n  global n\n  n += 1\n  while n > 3: pass\n  return n", timeout_s=0.3)
    with pytest.raises(WorkerFailure) as caught:
        Student(subject).repeat("f", times=50)
    assert caught.value.verdict is Verdict.TIMEOUT
    assert subject.cpu_s < 0.3 * 1.1 + 0.3


def test_an_exception_in_one_of_the_calls_is_the_students(subject):
    with pytest.raises(StudentError, match="missing 2 required positional arguments") as caught:
        Student(subject).repeat("draw", np.ones(2), times=3)
    assert caught.value.type_name == "TypeError"


@pytest.mark.parametrize("result", ["np.zeros(900_000)", "[[]] * 200_000", "'x' * 900_000"])
def test_results_that_would_fill_the_memory_are_refused(jailed, result):
    subject = jailed(f"import numpy as np\ndef f(): return {result}")
    with pytest.raises(StudentError, match="those of 2000 calls take more than 64 MiB"):
        Student(subject).repeat("f", times=2000)


def test_a_worker_that_answers_with_too_few_or_too_many_is_broken_off(jailed):
    for forged in "([], ((), {}))", "([1] * 9, ((), {}))", "([1], None)", "7":
        subject = jailed(
            "import gc\n"
            "def f():\n"
            "  harness = next(o for o in gc.get_objects() if type(o).__name__ == 'Harness')\n"
            f"  harness._answers['repeat'] = lambda *_: {forged}\n"
        )
        subject.call("f", [], {})
        with pytest.raises(WorkerFailure, match="an answer of another form"):
            Student(subject).repeat("f", times=5)


@pytest.mark.parametrize("times", [0, -1, 2.0, True])
def test_an_author_is_reported_of_a_number_that_is_none(times):
    with pytest.raises(AuthorError, match="times must be a whole number >= 1"):
        Student(local()).repeat("count", times=times)


def compare_with(subject, reference=DRAWS):
    module = module_from_text("reference", reference, "reference.py")
    return Compare(subject, Reference(module), lambda _: DEFAULT)


def test_results_of_the_right_form_are_given_back_whatever_they_are(subject):
    compare = compare_with(subject)
    with collect_notes() as notes:
        found = compare.repeat("draw", np.ones((2, 3)), -5.0, np.random.default_rng(1), times=40)
        assert current_notes().drawn.function == "draw"
    assert found.shape == (40, 2, 3)
    assert found.max() <= 0.0
    assert first_error(notes) == (None, ())


OTHER_FORMS = {
    "a shape": ("return rng.random((2, 2))", "The result has the wrong shape."),
    "a shape, sometimes": (
        "return rng.random((2, 2) if rng.random() < 0.1 else x.shape)", "The result has the wrong shape.",
    ),
    "a kind": ("return rng.random(x.shape) < 0.5", "The result holds the wrong kind of values"),
    "a structure": ("return rng.random(x.shape), 1", "The result has the wrong type. The test needed an array."),
    "nothing": ("pass", "Your function returned nothing. Is `return` missing?"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER_FORMS)
def test_results_of_another_form_are_noted_and_the_test_goes_on(name, jailed):
    body, brief = OTHER_FORMS[name]
    compare = compare_with(jailed(f"def draw(x, scale, rng):\n  {body}"))
    with collect_notes() as notes:
        found = compare.repeat("draw", np.ones((2, 3)), 1.0, np.random.default_rng(1), times=60)
    assert found.shape == (60, 2, 3)
    error, _ = first_error(notes)
    assert isinstance(error, Mismatch)
    assert error.difference.brief.startswith(brief)
    assert error.call.function == "draw"


def test_a_changed_argument_is_reported(subject):
    compare = compare_with(subject)
    with collect_notes() as notes:
        compare.repeat("kept", np.zeros(2), np.random.default_rng(1), times=5)
    error, _ = first_error(notes)
    assert isinstance(error, InputModified)


def test_tensors_are_stacked_and_torch_generators_are_seeded():
    torch = pytest.importorskip("torch")
    text = "import torch\ndef f(x, g): return x * torch.rand(x.shape, generator=g)"
    found = [
        Student(local(text)).repeat("f", torch.ones(2, 3), torch.Generator().manual_seed(5), times=10)
        for _ in range(2)
    ]
    assert found[0].shape == (10, 2, 3)
    assert torch.equal(*found)
    assert len(found[0].unique()) == 60
