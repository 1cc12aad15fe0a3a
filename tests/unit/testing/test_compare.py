"""``compare``: the student's function and the reference's on equal copies, and what may differ."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pytest

from grader.course.author_module import module_from_text
from grader.diagnosis import NOT_ASKED, Tolerance
from grader.sandbox.call_failure import StudentError
from grader.sandbox.worker_session import JailedSubject, code_of
from grader.testing import AuthorError, Compare, Mismatch, Reference, Student, WrongException, generator
from grader.testing.compare import InputModified, _changed
from grader.testing.copying import copies
from grader.testing.equality import Complaint, assert_close, assert_raises, collect_notes, first_error
from grader.testing.local_subject import LocalSubject


def comparison(student: str, reference: str, rtol: float = 1e-7, atol: float = 1e-9) -> Compare:
    """Student and reference as texts, both in this process."""
    head = "import numpy as np\n"
    return Compare(
        LocalSubject(module_from_text("work", head + student, "work.py")),
        Reference(module_from_text("reference", head + reference, "reference.py")),
        lambda _: Tolerance(rtol=rtol, atol=atol),
    )


def test_an_equal_value_is_returned_for_further_use():
    assert comparison("def f(x): return x + x", "def f(x): return 2 * x").f(3) == 6


def test_a_different_value_is_a_mismatch_with_the_whole_call():
    with pytest.raises(Mismatch) as caught:
        comparison("def f(x, *, k): return 3 * x", "def f(x, *, k): return k * x").f(np.ones(2), k=2)
    call = caught.value.call
    assert (call.function, call.kwargs) == ("f", {"k": 2})
    assert call.args[0].tolist() == [1, 1]
    assert call.actual.tolist() == [3, 3]
    assert call.expected.tolist() == [2, 2]


RETURNS = """
    \'\'\'Split.

    Returns
    -------
    dx : ndarray
    dW : ndarray
    \'\'\'
"""


def brief_of(student: str, reference: str, *args: object) -> str:
    with pytest.raises(Mismatch) as caught:
        comparison(student, reference).f(*args)
    return str(caught.value.brief)


def test_a_mismatch_has_the_names_of_the_reference_and_none_of_the_students():
    student = RETURNS.replace("dx", "secret")
    brief = brief_of(
        f"def f(x):{student}    return x, x[:1]", f"def f(x):{RETURNS}    return x, x", np.ones(3)
    )
    assert brief == "The second result (`dW`) has the wrong shape."


def test_a_mismatch_of_types_names_the_type_of_the_inputs_if_there_is_but_one():
    wide = "def f(x, w=None): return x.astype('f8')"
    x = np.ones(3, "f4")
    assert brief_of(wide, "def f(x, w=None): return x", x) == "You returned float64 for float32 input."
    other = brief_of(wide, "def f(x, w=None): return x", x, np.ones(2, "f2"))
    assert other == "You returned float64 where float32 is right."


def test_a_function_that_returns_nothing_is_told_so_wherever_the_value_is_looked_at():
    nothing = "Your function returned nothing. Is `return` missing?"
    assert brief_of("def f(x): pass", "def f(x): return x", np.ones(2)) == nothing
    student = Student(LocalSubject(module_from_text("work", "def f(x): pass", "work.py")))
    with collect_notes() as notes:
        assert_close(student.f(1.0), np.ones(2))
    assert first_error(notes)[0].brief == nothing
    with collect_notes() as notes:
        assert_close(None, np.ones(2))
    assert first_error(notes)[0].brief.startswith("The value that the test looks at is None.")


def test_a_gradient_that_does_not_exist_is_cut_from_the_inputs():
    torch = pytest.importorskip("torch")
    text = "def f(x, w): return (x * w.detach()).sum()"
    student = Student(LocalSubject(module_from_text("work", text, "work.py")))
    with collect_notes() as notes:
        _, (dw,) = student.gradients("f", [torch.ones(2, requires_grad=True), torch.ones(2)], [1])
        assert_close(dw, torch.ones(2))
    assert first_error(notes)[0].brief.startswith(
        "The result has no gradient: something cut it from the inputs."
    )


def test_a_wrong_function_is_asked_once_only():
    """Code that is asked the same again knows that its first answer was wrong."""
    with pytest.raises(Mismatch) as caught:
        comparison("N = [0]\ndef f(x):\n  N[0] += 1\n  return N[0]", "def f(x): return 0").f(1)
    assert (caught.value.call.actual, caught.value.call.again) == (1, NOT_ASKED)


def test_a_test_goes_on_after_a_wrong_value_and_the_first_one_counts():
    """What is asked must not depend on whether the last answer was right."""
    asked = []
    compare = comparison(
        "def f(x): return x + 1\ndef g(x): return 2 * x", "def f(x): return x\ndef g(x): return x"
    )
    with collect_notes() as found:
        asked += [compare.f(1), compare.g(3)]
        assert_close(1.0, 2.0, what="the sum")
        assert_raises("ValueError", lambda: None)
    assert asked == [2, 6]
    kinds = [type(note.find()).__name__ for note in found]
    assert kinds == ["Mismatch", "Mismatch", "Mismatch", "WrongException"]
    first, frames = first_error(found)
    assert first.call.function == "f"
    assert frames[0][2] == "test_a_test_goes_on_after_a_wrong_value_and_the_first_one_counts"
    with pytest.raises(Mismatch):
        compare.f(1)


def test_the_tolerance_is_the_tasks_unless_a_call_says_otherwise():
    compare = comparison("def f(x): return x * (1 + 1e-4)", "def f(x): return x", rtol=1e-3)
    assert compare.f(2.0) == pytest.approx(2.0002)
    with pytest.raises(Mismatch):
        compare.f(2.0, rtol=1e-6)
    assert comparison("def f(x): return x + 1e-3", "def f(x): return x").f(0.0, atol=1e-2) == 1e-3


def test_float32_is_compared_with_what_float64_gives_and_stays_float32():
    """A float32 sum of many small numbers is off; the right answer is the exact one, in float32."""
    x = np.full(100_000, 0.1, dtype=np.float32)
    naive = "def f(x):\n  s = np.float32(0)\n  for v in x: s += v\n  return np.asarray(s)"
    with pytest.raises(Mismatch) as caught:
        comparison(naive, naive, rtol=1e-6).f(x)
    assert caught.value.call.expected.dtype == np.float32
    assert abs(float(caught.value.call.expected) - 10_000) < 0.01
    careful = "def f(x): return np.asarray(np.sum(x.astype(np.float64)).astype(np.float32))"
    assert comparison(careful, naive, rtol=1e-6).f(x).dtype == np.float32


def test_named_tuples_lists_and_dicts_keep_their_type_while_widened():
    reference = (
        "from typing import NamedTuple\n"
        "class R(NamedTuple):\n  a: object\n  b: object\n"
        "def f(x, pair, table): return R(x * pair[0], {'k': [table['w'].sum()]})"
    )
    x, w = np.ones(2, dtype=np.float32), np.ones(3, dtype=np.float16)
    value = comparison(reference, reference).f(x, (2, 3), {"w": w})
    assert value.a.dtype == np.float32
    assert value.b["k"][0].dtype == np.float16


class Pair(NamedTuple):
    x: object
    y: object


MODIFIES = {
    "an array": ("x += 1", [np.zeros(2)], {}),
    "an array by keyword": ("k['y'][0] = 1", [], {"y": np.zeros(2)}),
    "an item of a list": ("x[0] = 5", [[1, 2]], {}),
    "the order of a list": ("x.sort()", [[2, 1]], {}),
    "the length of a list": ("x.append(1)", [[1]], {}),
    "the type of an item": ("x[1] = 5", [[1, [2, 3]]], {}),
    "a dict": ("x['new'] = 1", [{"k": 1}], {}),
    "a value of a dict": ("x['k'] = None", [{"k": 1}], {}),
    "an array in a dict": ("x['k'][:] = 1", [{"k": np.zeros(1)}], {}),
    "an item that was None": ("x[0] = 1", [[None]], {}),
    "an array in a named tuple": ("x.x[:] = 1", [Pair(np.zeros(1), 2)], {}),
    "a NaN to a number": ("x[0] = 0.0", [[float("nan")]], {}),
}


@pytest.mark.parametrize("name", MODIFIES)
def test_an_argument_changed_on_the_way_is_found(name):
    statement, args, kwargs = MODIFIES[name]
    with pytest.raises(InputModified, match="changes its arguments; work on a copy") as caught:
        comparison(f"def f(x=None, **k): {statement}", "def f(x=None, **k): pass").f(*args, **kwargs)
    assert caught.value.call.function == "f"


@pytest.mark.parametrize("name", MODIFIES)
def test_an_argument_that_stays_as_it_was_is_not_complained_about(name):
    _, args, kwargs = MODIFIES[name]
    assert comparison("def f(x=None, **k): pass", "def f(x=None, **k): pass").f(*args, **kwargs) is None


@pytest.mark.parametrize(
    "value",
    [np.float32(1), np.bool_(True), [np.nan], (float("nan"), 1j), "text", b"b", None, 2**70, generator(3)],
    ids=lambda value: re.sub(r" at 0x.*", "", repr(value)),
)
def test_values_of_every_kind_are_equal_to_their_copies(value):
    assert not _changed((value,), (copies(value),))


def test_a_scalar_of_numpy_crosses_as_an_array_and_is_no_change():
    assert not _changed([np.float64(1.5)], [np.array(1.5)])
    assert _changed([np.float64(1.5)], [np.array(2.5)])


@pytest.mark.parametrize("after", [5, None, "x", [1], (1, 2), {}, np.zeros(1)], ids=repr)
def test_whatever_comes_back_in_an_arguments_place_is_judged_and_never_trips_the_grader(after):
    for before in ([1, 2], {"k": 1}, np.zeros(2), 7, "y", 1.5, b"b", True):
        assert _changed([before], [after])


def test_tensors_changed_in_place_are_found_and_nan_is_equal_to_itself():
    torch = pytest.importorskip("torch")
    x = torch.tensor([1.0, float("nan")])
    assert not _changed(x, x.clone())
    assert _changed(x, torch.tensor([1.0, 0.0]))
    assert _changed(x, x.double())
    assert _changed(x, x[:1])
    assert _changed(x, [1.0])
    assert not _changed(torch.tensor([True]), torch.tensor([True]))


LAYOUTS = {
    "transposed": lambda x: x.T,
    "reversed": lambda x: x[::-1],
    "stepped": lambda x: x[:, ::2],
    "Fortran order": np.asfortranarray,
    "broadcast": lambda x: np.broadcast_to(x[0], (3, 4)),
    "part of permuted axes": lambda x: np.copy(x.reshape(3, 2, 2).transpose(1, 2, 0))[:, ::2],
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_copy_has_the_memory_layout_of_the_original_and_not_its_memory(name):
    original = LAYOUTS[name](np.arange(12.0).reshape(3, 4))
    copied = copies([original])[0]
    assert np.array_equal(copied, original)
    assert copied.strides == original.strides
    assert not copied.flags.writeable or not np.shares_memory(copied, original)


def test_a_read_only_array_is_handed_on_as_it_is():
    x = np.zeros(3)
    x.flags.writeable = False
    assert copies(x) is x


def test_a_seeded_generator_starts_anew_for_either_side():
    draws = "def f(rng): return rng.normal(size=2)"
    assert comparison(draws, draws).f(generator(4)).tolist() == generator(4).normal(size=2).tolist()


def test_the_reference_works_oncopies():
    reference = Reference(module_from_text("r", "def f(x): x += 1; return x", "r.py"))
    x = np.zeros(2)
    assert reference.f(x).tolist() == [1, 1]
    assert x.tolist() == [0, 0]


def test_a_function_the_reference_does_not_have_is_the_authors_error():
    with pytest.raises(AuthorError, match="the reference has no 'g'"):
        comparison("def g(): pass", "def f(): pass").g()


RAISES = "def f(x):\n  if x < 0: raise ValueError('no')\n  return x"


def test_an_exception_is_compared_by_name():
    comparison(RAISES, RAISES).raises("ValueError", "f", -1)
    with pytest.raises(WrongException, match="returned a value of type int instead of raising ValueError"):
        comparison("def f(x): return 1", RAISES).raises("ValueError", "f", -1)


def test_calls_without_values_are_kept_for_diagnosis():
    """Those that must be refused, with their rule, and those that the student's code stopped."""
    compare = comparison(
        "def f(x):\n  if x < 1: raise ValueError('x')\n  return 1",
        "def f(x):\n  if x < 0: raise ValueError(f'x must not be negative, got {x}')\n  return 1",
    )
    with collect_notes() as notes:
        compare.raises("ValueError", "f", -1)
        with pytest.raises(StudentError):
            compare.f(0)
        compare.f(3)
    refused, stopped, right = (note.call() for note in notes)
    assert (refused.args, refused.right, refused.error) == ((-1,), True, "")
    assert refused.rule
    assert (stopped.args, stopped.right, stopped.error, stopped.rule) == ((0,), False, "ValueError", "")
    assert (right.right, right.error, right.rule, right.names) == (True, "", "", ("x",))
    assert first_error(notes) == (None, ())


def test_another_exception_says_which_one_the_rule_asks_for():
    with pytest.raises(WrongException) as caught:
        comparison("def f(x): return [][x]", RAISES).raises("ValueError", "f", -1)
    assert caught.value.other.startswith("Your function fails with IndexError where it must raise ValueError")
    assert caught.value.rule == ""


def test_an_exception_the_reference_does_not_raise_is_the_authors_error():
    with pytest.raises(AuthorError, match="the reference does not raise ValueError"):
        comparison(RAISES, RAISES).raises("ValueError", "f", 1)
    with pytest.raises(AuthorError, match="the reference raises ValueError, not KeyError"):
        comparison(RAISES, RAISES).raises("KeyError", "f", -1)


COUNTER = (
    "class C:\n  def __init__(self, n): self.n = n\n  def add(self, k):\n    self.n += k\n    return self.n\n"
)


def test_objects_of_both_sides_are_compared_call_by_call():
    pair = comparison(COUNTER, COUNTER).new("C", 3)
    assert pair.n == 3
    assert pair.add(2) == 5
    wrong = comparison(COUNTER.replace("+= k", "-= k"), COUNTER).new("C", 3)
    assert wrong.n == 3
    with pytest.raises(Mismatch, match=r"C\(\.\.\.\)\.add\(\.\.\.\): "):
        wrong.add(2)


NO_OBJECT = {
    "a function that returns a number": ("def C(n): return n", "is no object of a class"),
    "None": ("C = lambda n: None", "is no object of a class"),
    "a number where a method is asked for": (
        "class C:\n  add = 5\n  def __init__(self, n): self.n = n",
        "is no object of a class",
    ),
}


@pytest.mark.parametrize("name", NO_OBJECT)
def test_what_is_no_object_or_no_method_is_the_students_mistake(name):
    source, words = NO_OBJECT[name]
    with pytest.raises(Complaint, match=words):
        comparison(source, COUNTER).new("C", 3).add(2)


def test_names_of_pythons_own_protocols_are_no_functions_of_a_student():
    compare = comparison("", "")
    for thing in (compare, Student(compare._subject), compare._reference):
        with pytest.raises(AttributeError, match="__array__"):
            thing.__getattr__("__array__")


@pytest.mark.parametrize("statement", ["x += 1", "k['y'][0] = 9"])
def test_a_change_inside_the_worker_is_found_as_well(tiny_course, numpy_zygote, statement):
    """Positional and keyword arguments alike."""
    text = f"def double(x, **k):\n  {statement}\n  return 0\ndef total(x): pass"
    assignment = tiny_course.assignment
    subject = JailedSubject(
        numpy_zygote, code_of(assignment, tiny_course.submission(text).files), assignment.settings.limits
    )
    reference = Reference(module_from_text("r", "def double(x, **k): return 0", "r.py"))
    try:
        with pytest.raises(InputModified):
            Compare(subject, reference, lambda _: Tolerance(rtol=0, atol=0)).double(np.zeros(2), y=[1, 2])
    finally:
        subject.retire()
