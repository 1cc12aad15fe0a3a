"""Every relation between wrong and right numbers is found where it holds, and nowhere else."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from grader.diagnosis import Call, Explanation, Tolerance, explain

TOLERANCE = Tolerance(rtol=1e-7, atol=1e-9)
MATRICES = ((5, 4), (7, 3), (6, 8))
SQUARES = ((4, 4), (5, 5), (3, 3))
VECTORS = ((6,), (9,), (11,))

Wrong = Callable[[np.ndarray, np.ndarray], np.ndarray]


def ask(wrong: Wrong, shapes: Sequence[tuple[int, ...]], right: Callable, seed: int = 0) -> list[Call]:
    """Failing calls of a function of one input, whose right answer is ``right(x)``."""
    rng = np.random.default_rng(seed)
    calls = []
    for shape in shapes:
        x = rng.normal(1.0, 2.0, size=shape)
        expected = right(x)
        calls.append(Call(function="f", args=(x,), actual=wrong(expected.copy(), x), expected=expected))
    return calls


def spoiled(calls: list[Call], factor: float = 1.02) -> list[Call]:
    """The same, with a share of the last call's values off by some per cent."""
    last = calls[-1]
    noise = np.random.default_rng(1).uniform(1 / factor, factor, size=np.shape(last.actual))
    wrong = np.asarray(last.actual) * noise + 0.01 * (noise - 1)
    return [*calls[:-1], Call(function="f", args=last.args, actual=wrong, expected=last.expected)]


def found(calls: Sequence[Call]) -> str:
    finding = explain(calls, TOLERANCE)
    return "" if finding is None else finding.id


def curved(x: np.ndarray) -> np.ndarray:
    return np.sin(3 * x) + 0.3 * x + 2.5


def signed(x: np.ndarray) -> np.ndarray:
    return np.sin(3 * x) + 0.2 * x


def softmax(x: np.ndarray, axis: int | None = -1) -> np.ndarray:
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def held(dtype: type, digits: float) -> Wrong:
    """Computed in a narrower float, with a detour that costs digits."""
    return lambda e, _: ((e.astype(dtype) + dtype(digits)) - dtype(digits)).astype(np.float64)


def late(e: np.ndarray, x: np.ndarray) -> np.ndarray:
    return np.concatenate([[0.5 * e[-1]], e[:-1]])


def early(e: np.ndarray, x: np.ndarray) -> np.ndarray:
    return np.concatenate([e[1:], [0.5 * e[0]]])


def last_row_wrong(e: np.ndarray, x: np.ndarray) -> np.ndarray:
    e[-1] *= np.linspace(1.3, 1.9, e[-1].size)
    return e


def border_wrong(e: np.ndarray, x: np.ndarray) -> np.ndarray:
    e[:, 0] += np.linspace(0.3, 0.9, len(e)) ** 2
    e[:, -1] -= np.linspace(0.2, 0.8, len(e)) ** 3
    return e


def shuffled(e: np.ndarray, axis: int) -> np.ndarray:
    order = np.argsort(np.sin(17.0 * np.arange(e.shape[axis]) + e.shape[axis]))
    return np.take(e, order, axis=axis)


RELATIONS = [
    ("factor:2", lambda e, _: 2 * e, MATRICES, curved),
    ("factor:1/2", lambda e, _: e / 2, MATRICES, curved),
    ("factor:-2", lambda e, _: -2 * e, MATRICES, curved),
    ("factor:-1/2", lambda e, _: -e / 2, MATRICES, curved),
    ("factor:100", lambda e, _: 100 * e, MATRICES, curved),
    ("factor:1/100", lambda e, _: e / 100, MATRICES, curved),
    ("sign", lambda e, _: -e, MATRICES, curved),
    ("log:2_for_e", lambda e, _: e / np.log(2), MATRICES, curved),
    ("log:10_for_e", lambda e, _: e / np.log(10), MATRICES, curved),
    ("log:e_for_2", lambda e, _: e * np.log(2), MATRICES, curved),
    ("log:e_for_10", lambda e, _: e * np.log(10), MATRICES, curved),
    ("factor:n", lambda e, x: e * len(x), MATRICES, curved),
    ("factor:1/n", lambda e, x: e / len(x), MATRICES, curved),
    ("factor:n/(n-1)", lambda e, x: e * len(x) / (len(x) - 1), MATRICES, curved),
    ("factor:(n-1)/n", lambda e, x: e * (len(x) - 1) / len(x), MATRICES, curved),
    ("factor:sqrt(n/(n-1))", lambda e, x: e * np.sqrt(len(x) / (len(x) - 1)), MATRICES, curved),
    ("factor:sqrt((n-1)/n)", lambda e, x: e * np.sqrt((len(x) - 1) / len(x)), MATRICES, curved),
    ("factor:d", lambda e, x: e * x.shape[-1], MATRICES, curved),
    ("factor:1/d", lambda e, x: e / x.shape[-1], MATRICES, curved),
    ("factor:sqrt(d)", lambda e, x: e * np.sqrt(x.shape[-1]), MATRICES, curved),
    ("factor:1/sqrt(d)", lambda e, x: e / np.sqrt(x.shape[-1]), MATRICES, curved),
    ("factor:N", lambda e, x: e * x.size, MATRICES, curved),
    ("factor:2n", lambda e, x: e * 2 * len(x), MATRICES, curved),
    ("factor:n/2", lambda e, x: e * len(x) / 2, MATRICES, curved),
    ("factor:2/n", lambda e, x: e * 2 / len(x), MATRICES, curved),
    ("factor:1/(2n)", lambda e, x: e / (2 * len(x)), MATRICES, curved),
    ("factor:-n", lambda e, x: -e * len(x), MATRICES, curved),
    ("factor:-1/n", lambda e, x: -e / len(x), MATRICES, curved),
    ("factor:m", lambda e, x: e * x.shape[1], ((2, 5, 4), (3, 7, 6)), curved),
    ("factor:constant", lambda e, _: 3.7 * e, MATRICES, curved),
    ("factor:per_call", lambda e, x: e * abs(float(x[0, 0])), MATRICES, curved),
    ("factor:per_row", lambda e, x: e * (1 + x[:, :1] ** 2), MATRICES, curved),
    ("factor:per_column", lambda e, x: e * (1 + x[:1] ** 2), MATRICES, curved),
    ("offset:+1", lambda e, _: e + 1, MATRICES, curved),
    ("offset:-1", lambda e, _: e - 1, MATRICES, curved),
    ("offset:constant", lambda e, _: e + 0.37, MATRICES, curved),
    ("offset:per_call", lambda e, x: e + x[0, 0], MATRICES, curved),
    ("offset:per_row", lambda e, x: e + x[:, :1], MATRICES, curved),
    ("offset:per_column", lambda e, x: e + x.mean(axis=0), MATRICES, curved),
    ("transform:square", lambda e, _: e**2, MATRICES, curved),
    ("transform:root", lambda e, _: np.sqrt(e), MATRICES, lambda x: curved(x) ** 2),
    ("transform:reciprocal", lambda e, _: 1 / e, MATRICES, curved),
    ("transform:log", lambda e, _: np.log(e), MATRICES, softmax),
    ("transform:-log", lambda e, _: -np.log(e), MATRICES, softmax),
    ("transform:exp", lambda e, _: np.exp(e), MATRICES, curved),
    ("transform:complement", lambda e, _: 1 - e, MATRICES, curved),
    ("transform:abs", lambda e, _: np.abs(e), MATRICES, signed),
    ("transform:positive", lambda e, _: np.maximum(e, 0), MATRICES, signed),
    ("transform:rounded", lambda e, _: np.round(e), MATRICES, lambda x: 3 * curved(x)),
    ("transform:truncated", lambda e, _: np.trunc(e), MATRICES, lambda x: 3 * curved(x)),
    ("transform:cumulated", lambda e, _: np.cumsum(e, axis=0), MATRICES, curved),
    ("transform:sigmoid", lambda e, _: 1 / (1 + np.exp(-e)), MATRICES, curved),
    ("transform:tanh", lambda e, _: np.tanh(e), MATRICES, curved),
    ("transform:softmax", lambda e, _: softmax(e), MATRICES, curved),
    ("layout:transposed", lambda e, _: e.T, SQUARES, curved),
    ("layout:axes", lambda e, _: e.swapaxes(1, 2), ((2, 4, 4), (3, 5, 5)), curved),
    ("layout:reversed", lambda e, _: e[::-1], MATRICES, curved),
    ("layout:reversed_columns", lambda e, _: e[:, ::-1], MATRICES, curved),
    ("layout:first_is_last", lambda e, _: np.roll(e, -1, axis=0), VECTORS, curved),
    ("layout:last_is_first", lambda e, _: np.roll(e, 1, axis=0), MATRICES, curved),
    ("layout:late", late, VECTORS, curved),
    ("layout:early", early, VECTORS, curved),
    ("layout:ascending", lambda e, _: np.sort(e), VECTORS, curved),
    ("layout:descending", lambda e, _: np.sort(e)[::-1], VECTORS, curved),
    ("layout:permuted_rows", lambda e, _: shuffled(e, 0), MATRICES, curved),
    ("layout:permuted_columns", lambda e, _: shuffled(e, 1), MATRICES[:1] + MATRICES[2:], curved),
    ("layout:permuted", lambda e, _: shuffled(e.ravel(), 0).reshape(e.shape), MATRICES, curved),
    ("normalise:axis", lambda _, x: softmax(x, axis=0), MATRICES, softmax),
    ("normalise:axis", lambda _, x: softmax(x, axis=None), MATRICES, softmax),
    ("normalise:sum", lambda _, x: np.exp(x), MATRICES, softmax),
    (
        "normalise:norm",
        lambda _, x: x**3,
        MATRICES,
        lambda x: x**3 / np.linalg.norm(x**3, axis=1, keepdims=True),
    ),
    ("normalise:mean", lambda _, x: x**2, MATRICES, lambda x: x**2 - (x**2).mean(axis=0)),
    ("precision:float32", held(np.float32, 300), MATRICES, curved),
    ("precision:float16", held(np.float16, 0), MATRICES, curved),
    ("precision:digits", lambda e, x: e * (1 + 1e-5 * np.sin(x)), MATRICES, curved),
    ("edge:last", last_row_wrong, MATRICES, curved),
    ("edge:first", lambda e, x: last_row_wrong(e[::-1], x)[::-1], MATRICES, curved),
    ("edge:both_column", border_wrong, ((4, 6), (5, 9)), curved),
    ("state:zeros", lambda e, _: np.zeros_like(e), MATRICES, curved),
    ("state:ones", lambda e, _: np.ones_like(e), MATRICES, curved),
    ("state:unfilled", lambda e, _: e * (np.indices(e.shape).sum(axis=0) % 2), MATRICES, curved),
    ("state:zero_rows", lambda e, _: e * (np.arange(len(e)) % 2)[:, None], MATRICES, curved),
    ("state:one_number", lambda e, _: np.full_like(e, 0.7), MATRICES, curved),
    ("input:returned_1", lambda _, x: x.copy(), MATRICES, curved),
]
IDS = [f"{name}-{number}" for number, (name, *_) in enumerate(RELATIONS)]


@pytest.mark.parametrize(("name", "wrong", "shapes", "right"), RELATIONS, ids=IDS)
def test_a_relation_that_holds_in_every_call_is_named(name, wrong, shapes, right):
    assert found(ask(wrong, shapes, right)) == name


@pytest.mark.parametrize(("name", "wrong", "shapes", "right"), RELATIONS, ids=IDS)
def test_a_relation_that_fails_in_one_call_is_not_named(name, wrong, shapes, right):
    assert name not in found(spoiled(ask(wrong, shapes, right))).split("|")


@pytest.mark.parametrize(("name", "wrong", "shapes", "right"), RELATIONS, ids=IDS)
def test_a_relation_seen_in_one_call_is_not_named(name, wrong, shapes, right):
    assert found(ask(wrong, shapes[:1], right)) == ""


@pytest.mark.parametrize(("name", "wrong", "shapes", "right"), RELATIONS, ids=IDS)
def test_a_sentence_speaks_to_the_student_and_holds_none_of_his_numbers(name, wrong, shapes, right):
    finding = explain(ask(wrong, shapes, right), TOLERANCE)
    assert isinstance(finding, Explanation)
    assert finding.sentence.endswith((".", "?"))
    assert all(len(part.split()) <= 24 for part in re.split(r"[.?:;] ", finding.sentence))
    assert "3.7" not in finding.sentence
    assert "0.37" not in finding.sentence


def test_a_factor_n_says_of_which_input():
    calls = ask(lambda e, x: e * len(x), MATRICES, curved)
    finding = explain(calls, TOLERANCE)
    assert finding is not None
    assert "n is the length of the first axis of argument 1" in finding.sentence


def test_a_factor_may_be_the_size_of_a_keyword_argument():
    calls = [
        Call(function="f", args=(), kwargs={"x": c.args[0]}, actual=c.actual, expected=c.expected)
        for c in ask(lambda e, x: e * len(x), MATRICES, curved)
    ]
    finding = explain(calls, TOLERANCE)
    assert finding is not None
    assert "argument 'x'" in finding.sentence


def test_the_same_number_of_rows_in_two_inputs_is_one_quantity():
    calls = [
        Call(function="f", args=(c.args[0], np.arange(len(c.args[0]))), actual=c.actual, expected=c.expected)
        for c in ask(lambda e, x: e / len(x), MATRICES, curved)
    ]
    assert found(calls) == "factor:1/n"


def test_axes_that_no_call_tells_apart_are_both_named():
    calls = ask(lambda e, x: e * len(x), SQUARES, curved)
    finding = explain(calls, TOLERANCE)
    assert finding is not None
    assert finding.id == "factor:n|factor:d"
    assert finding.sentence.startswith("We cannot tell which: (1) ")


def test_more_than_two_explanations_are_none():
    cubes = ((2, 2, 2), (3, 3, 3))
    assert found(ask(lambda e, x: e * len(x), cubes, curved)) == ""


def test_only_the_wrong_part_of_a_tuple_needs_the_relation():
    calls = [
        Call(function="f", args=c.args, actual=(1.5, {"dW": c.actual}), expected=(1.5, {"dW": c.expected}))
        for c in ask(lambda e, x: e * len(x), MATRICES, curved)
    ]
    assert found(calls) == "factor:n"


def test_complex_results_are_explained_too():
    calls = [
        Call(function="f", args=c.args, actual=c.actual * 1j, expected=c.expected * 1j)
        for c in ask(lambda e, _: 2 * e, MATRICES, curved)
    ]
    assert found(calls) == "factor:2"


def test_the_same_answer_to_different_questions_is_named():
    rng = np.random.default_rng(3)
    calls = [
        Call(function="f", args=(np.ones(n),), actual=np.array([1.0, 2.0, 3.5]), expected=rng.normal(size=3))
        for n in (4, 5, 6)
    ]
    assert found(calls) == "state:same_answer"


def test_an_inverted_mask_is_named_and_a_random_one_is_not():
    rng = np.random.default_rng(4)
    rights = [rng.random(shape) > 0.5 for shape in MATRICES]
    inverted = [Call(function="f", args=(e,), actual=~e, expected=e) for e in rights]
    random = [Call(function="f", args=(e,), actual=rng.random(e.shape) > 0.5, expected=e) for e in rights]
    assert found(inverted) == "mask:inverted"
    assert found(random) == ""


def test_labels_counted_from_one_are_named():
    rng = np.random.default_rng(5)
    rights = [rng.integers(0, 4, size=n) for n in (9, 12)]
    calls = [Call(function="f", args=(e * 1.5,), actual=e + 1, expected=e) for e in rights]
    assert found(calls) == "offset:+1"


def test_shuffled_labels_are_no_permutation_since_labels_repeat():
    rng = np.random.default_rng(6)
    rights = [rng.integers(0, 3, size=n) for n in (9, 12, 15)]
    calls = [Call(function="f", args=(e * 1.5,), actual=rng.permutation(e), expected=e) for e in rights]
    assert found(calls) == ""


def test_a_large_offset_does_not_explain_noise():
    rng = np.random.default_rng(7)
    calls = ask(lambda e, _: e + 1e9 + rng.normal(size=e.shape) * 100, MATRICES, curved)
    assert "offset" not in found(calls)


@pytest.mark.parametrize("size", [1e-1, 1.0, 10.0])
def test_random_wrong_answers_are_never_explained(size):
    """500 seeded trials in all: noise on the right answer, in results of several kinds."""
    for seed in range(167):
        rng = np.random.default_rng(zlib.crc32(f"{size}-{seed}".encode()))
        shapes = [tuple(rng.integers(2, 7, size=rng.integers(0, 3))) for _ in range(4)]
        calls = []
        for shape in shapes:
            x = rng.normal(size=(int(rng.integers(2, 9)), 3))
            expected = rng.normal(size=shape)
            actual = expected + size * rng.normal(size=shape)
            calls.append(Call(function="f", args=(x,), actual=actual, expected=expected))
        assert found(calls) == "", (seed, shapes)


def test_one_wrong_number_in_random_places_is_not_explained():
    for seed in range(100):
        rng = np.random.default_rng(seed)
        calls = ask(lambda e, _: e, MATRICES, curved, seed=seed)
        for call in calls:
            place = tuple(int(rng.integers(1, length - 1)) for length in call.actual.shape)
            call.actual[place] += rng.normal()
        assert found(calls) == ""


def test_a_size_that_never_varies_is_named_beside_the_constant_it_equals():
    calls = ask(lambda e, _: 2 * e, ((5, 4), (6, 4), (9, 4)), curved)
    assert found(calls) == "factor:2|factor:sqrt(d)"


@pytest.mark.parametrize(("dtype", "name"), [(np.int8, "precision:int8"), (np.int16, "precision:int16")])
def test_integers_that_overflowed_are_named(dtype, name):
    rng = np.random.default_rng(8)
    rights = [rng.integers(0, 200_000, size=n) for n in (4, 6)]
    calls = [
        Call(function="f", args=(e * 1.5,), actual=e.astype(dtype).astype(int), expected=e) for e in rights
    ]
    assert found(calls) == name
    calls[1].actual[0] += 1
    assert found(calls) == ""
