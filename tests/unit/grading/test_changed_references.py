"""A changed reference explains wrong numbers only on evidence, and only where nothing that was right refutes it."""

from __future__ import annotations

import ast
import math
from pathlib import Path

import numpy as np
import pytest

from grader.changes.candidates import candidate_changes
from grader.course import Task, load_course
from grader.course.author_module import authors_module
from grader.diagnosis import Call, Tolerance
from grader.diagnosis.failing_calls import equals
from grader.grading.changed_references import ChangedReferences
from grader.messages import say
from grader.sandbox.zygote_client import start_zygote
from grader.testing.result_names import result_names

ROOT = Path(__file__).parents[3]
COURSE = load_course(ROOT / "assignments")
BACKWARD = Task(id="backward", function="batchnorm_backward", points=1.0)
MISTAKE_BITS = 44
"""What a report may say by the mistake that it names in a task; `SECURITY.md` states it."""


@pytest.fixture(scope="module")
def changed():
    zygote = start_zygote(("numpy",), ("numpy",), (3, 2))
    search = ChangedReferences(COURSE.assignment("batch_norm"), zygote)
    yield search
    search.close()
    zygote.close()


@pytest.fixture(scope="module")
def reference():
    return authors_module(ROOT / "reference" / "batch_norm.py", "reference/batch_norm.py")


def calls(reference, student, sizes=((5, 3), (7, 2), (4, 4))):
    """Calls of a student's `batchnorm_backward`, as tests make them."""
    rng = np.random.default_rng(3)
    made = []
    for n, d in sizes:
        args = rng.normal(size=(n, d)), rng.normal(size=(n, d)), rng.normal(size=d), 0.1
        expected, actual = reference.batchnorm_backward(*args), student(*args)
        right = equals(actual, expected, Tolerance(rtol=1e-7, atol=1e-9))
        made.append(
            Call(function="batchnorm_backward", args=args, actual=actual, expected=expected, right=right)
        )
    return made


def by_loops(divisor=lambda n: n, through_mean=1.0, dgamma_factor=1.0):
    """The gradient in a student's own way, with a mistake put in."""

    def backward(dout, x, gamma, eps):
        n, _ = x.shape
        centred = x - x.mean(axis=0)
        inverse = (np.mean(centred**2, axis=0) + eps) ** -0.5
        normal = centred * inverse
        inner = dout * gamma
        dx = inverse * (
            inner - through_mean * inner.sum(axis=0) / n - normal * (inner * normal).sum(axis=0) / divisor(n)
        )
        return dx, dgamma_factor * np.einsum("nd,nd->d", dout, normal), dout.sum(axis=0)

    return backward


def test_a_divisor_is_named_with_the_part_that_is_wrong(changed, reference):
    found = changed.find(BACKWARD, calls(reference, by_loops(divisor=lambda n: n - 1)))
    assert found.id == "change:divisor"
    assert found.sentence.startswith("Your dx is what comes out ")
    assert "divisor" in found.sentence


def test_a_sign_is_named(changed, reference):
    found = changed.find(BACKWARD, calls(reference, by_loops(dgamma_factor=-1)))
    assert found.sentence.startswith("Your dgamma is what comes out if ")
    assert "sign" in found.sentence


def test_a_part_that_no_change_explains_is_said_to_be_wrong_in_another_way(changed, reference):
    found = changed.find(BACKWARD, calls(reference, by_loops(through_mean=0.0, dgamma_factor=1.37)))
    assert found.sentence.startswith("Your dx is ")
    assert found.sentence.endswith(say("change.others_wrong"))


def test_each_part_is_explained_by_a_mistake_of_its_own(changed, reference):
    found = changed.find(BACKWARD, calls(reference, by_loops(through_mean=0.0, dgamma_factor=0.5)))
    assert found.sentence.count("Your d") == 2
    assert say("change.others_wrong") not in found.sentence


def test_a_term_with_a_wrong_coefficient_is_named(changed, reference):
    found = changed.find(BACKWARD, calls(reference, by_loops(through_mean=0.83)))
    assert found.id == "change:term_dropped"
    assert "has a wrong factor or divisor" in found.sentence


def test_two_changes_that_add_up_are_both_named(changed, reference):
    student = by_loops(through_mean=2.0, divisor=lambda n: n - 1)
    found = changed.find(BACKWARD, calls(reference, student))
    assert found is not None
    assert found.sentence.count("what comes out") == 2


def test_what_no_change_gives_is_not_named(changed, reference):
    def unlike(dout, x, gamma, eps):
        dx, dgamma, dbeta = reference.batchnorm_backward(dout, x, gamma, eps)
        return dx + np.cos(37 * dx + x), dgamma, dbeta

    assert changed.find(BACKWARD, calls(reference, unlike)) is None


def test_right_numbers_and_a_single_size_are_not_named(changed, reference):
    assert changed.find(BACKWARD, calls(reference, by_loops())) is None
    one_size = calls(reference, by_loops(through_mean=0.0), sizes=((5, 3),))
    assert changed.find(BACKWARD, one_size) is None


def test_a_call_that_was_right_refutes_a_change_that_shows_there(changed, reference):
    wrong, right = calls(reference, by_loops(through_mean=0.0)), calls(reference, by_loops(), ((6, 5),))
    assert changed.find(BACKWARD, wrong) is not None
    assert changed.find(BACKWARD, [*wrong, *right]) is None


def test_a_call_that_a_change_does_not_alter_refutes_nothing(changed, reference):
    rng = np.random.default_rng(4)
    args = np.zeros((6, 5)), rng.normal(size=(6, 5)), rng.normal(size=5), 0.1
    zeros = Call(
        function="batchnorm_backward", args=args, actual=reference.batchnorm_backward(*args),
        expected=reference.batchnorm_backward(*args), right=True,
    )  # fmt: skip
    assert changed.find(BACKWARD, [*calls(reference, by_loops(through_mean=0.0)), zeros]) is not None


@pytest.mark.parametrize("name", COURSE.assignment_ids())
def test_the_sentences_of_a_task_are_few_enough_to_carry_little(name):
    assignment = COURSE.assignment(name)
    source = assignment.reference_path.read_text(encoding="utf-8")
    functions = {n.name: n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef)}
    for task in assignment.settings.tasks:
        if task.function in functions:
            changes = candidate_changes(source, task.function, (assignment.folder / "README.md").read_text())
            sentences = {
                (c.message_id, *c.values.values(), c.names, "" if c.own else c.function) for c in changes
            }
            parts = len(result_names(ast.get_docstring(functions[task.function]) or ""))
            known = [m for m in assignment.known_mistakes if m.task == task.id]
            each = (
                len(sentences) + len(known) + 500
            )  # two of them, and each part explained by one of the two or none
            assert 2 * math.log2(each) + parts * math.log2(3) <= MISTAKE_BITS, task.id


def test_a_class_has_no_parts_of_a_result(changed):
    assert changed.result_names("batchnorm_backward") == ("dx", "dgamma", "dbeta")
    assert changed.result_names("NoFunction") == ()
