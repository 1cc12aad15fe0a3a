"""Assertions about draws: one false-alarm rate for a test, messages that hold no value in their brief, no crash."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
import pytest

from grader.testing import (
    AuthorError,
    Normal,
    Uniform,
    assert_distribution,
    assert_independent,
    assert_rate,
    coin,
    permutations,
)
from grader.testing.equality import Complaint, collect_notes, first_error
from grader.testing.statistical_assertions import FALSE_ALARM, SENTENCES, listen_to_statistics


def complaint(assertion, *args, **kwargs):
    with pytest.raises(Complaint) as caught:
        assertion(*args, **kwargs)
    assert caught.value.brief in SENTENCES
    return caught.value


def test_a_rate_that_is_off_is_reported_with_numbers_in_the_detail_only():
    assert_rate(14_020, 20_000, 0.7)
    found = complaint(assert_rate, 13_100, 20_000, 0.7, "values that are kept")
    assert found.brief == "What this test counts happens too seldom."
    assert found.detail.endswith("is as far off with a probability of 1e-42 at most.")
    assert found.detail.startswith(
        "values that are kept: 13,100 of 20,000; about 14,000 expected (0.7 of them). A right"
    )
    assert complaint(assert_rate, 20_000, 20_000, 0.7).brief == "What this test counts happens too often."


def test_where_a_rate_is_certain_one_exception_is_enough():
    assert_rate(0, 100, 0.0)
    assert_rate(100, 100, 1.0)
    assert "1 of 100; about 0 expected" in complaint(assert_rate, 1, 100, 0.0).detail
    assert complaint(assert_rate, 99, 100, 1.0).brief.endswith("too seldom.")


@pytest.mark.parametrize(
    ("successes", "trials"),
    [(0, 0), (math.nan, 5), (math.inf, 5), (0.5, 5), (6, 5), (-1, 5), (10**400, 5), ("a", 5), (3, None), ([1], [2, 3])],
)  # fmt: skip
def test_counts_that_a_students_values_spoil_are_the_students_fault(successes, trials):
    assert "no draws" in complaint(assert_rate, successes, trials, 0.5).brief


def test_counts_may_come_as_any_whole_number():
    for successes in (50, 50.0, np.int64(50), np.float32(50), np.array(50)):
        assert_rate(successes, np.int32(100), 0.5)


@pytest.mark.parametrize(
    ("law", "samples"),
    [
        (Normal(0.0, 1.0), np.linspace(3.0, 4.0, 300)), (Normal(0.0, 1.0), [math.inf]), (coin(0.5), [1] * 300),
        (Normal(0.0, 1.0), np.linspace(-1e300, 1e300, 300)), (Uniform(0.0, 1.0), [0.5] * 300), (coin(0.5), [3]),
        (Normal(0.0, 1.0), [-1.0, 1.0] * 400), (permutations(2), [[1, 0]] * 300),
    ],
)  # fmt: skip
def test_what_is_said_in_brief_is_one_of_a_closed_list(law, samples):
    assert complaint(assert_distribution, samples, law).detail not in SENTENCES


@pytest.mark.parametrize("samples", [[], np.empty((0, 4)), "text", None, [[1.0], [1.0, 2.0]]])
def test_without_draws_nothing_passes(samples):
    for law in (Uniform(0.0, 1.0), Normal(0.0, 1.0), coin(0.5), permutations(4)):
        with pytest.raises(Complaint):
            assert_distribution(samples, law)
        with pytest.raises(Complaint):
            assert_independent(samples, samples, law)


def test_what_is_drawn_is_named_before_the_message():
    found = complaint(assert_distribution, np.full(900, 0.5), Uniform(0.0, 1.0), "weights of the first layer")
    assert found.detail.startswith("weights of the first layer: The standard deviation of 900 values is 0;")
    assert found.brief == "The spread of the drawn values is too small."


def masks(rows, *, same=False):
    draws = np.random.default_rng(8).random((200, 1 if same else rows, 5)) < 0.7
    return np.broadcast_to(draws, (200, rows, 5))


def test_draws_that_repeat_are_seen_also_where_their_rate_is_right():
    right, wrong = masks(6), masks(6, same=True)
    assert_independent(right[:, 0::2], right[:, 1::2], coin(0.7))
    found = complaint(assert_independent, wrong[:, 0::2], wrong[:, 1::2], coin(0.7), "masks of two rows")
    assert found.brief == "Draws that must be independent of each other agree too often."
    assert found.detail.startswith("masks of two rows: 3,000 of 3,000; about 1,740 expected")


def test_pairs_of_numbers_and_of_rows_agree_by_chance():
    rng = np.random.default_rng(9)
    numbers = rng.normal(2.0, 3.0, size=(2, 500))
    assert_independent(*numbers, Normal(2.0, 3.0))
    assert "500 of 500; about 250" in complaint(assert_independent, *numbers[[0, 0]], Normal(2.0, 3.0)).detail
    assert (
        "0 of 500; about 250"
        in complaint(assert_independent, numbers[0], 4.0 - numbers[0], Normal(2.0, 3.0)).detail
    )
    orders = np.stack([rng.permutation(3) for _ in range(600)]).reshape(2, 300, 3)
    assert_independent(*orders, permutations(3))
    assert "300 of 300; about 50" in complaint(assert_independent, *orders[[1, 1]], permutations(3)).detail


def test_pairs_of_different_shapes_are_no_pairs():
    for law in coin(0.5), Normal(0.0, 1.0):
        assert "no draws" in complaint(assert_independent, np.zeros(4), np.zeros(5), law).brief


def test_the_statistics_of_one_test_share_its_false_alarm_rate():
    heard = []
    with listen_to_statistics(heard.append):
        for _ in range(2):  # a second test begins anew
            with collect_notes():
                for _ in range(30):
                    assert_rate(5, 10, 0.5)
                assert_distribution(np.linspace(0, 1, 50), Uniform(0.0, 1.0))
                assert_independent([0, 1], [1, 1], coin(0.5))
    first, second = [one.alpha for one in heard[:32]], [one.alpha for one in heard[32:]]
    assert first == second
    assert sum(first) <= FALSE_ALARM == 1e-9
    assert first[0] == 5e-10
    assert first[31] == pytest.approx(1e-9 / (32 * 33))


def test_draws_are_judged_later_and_as_they_were():
    draws = np.full(400, 0.5)
    with collect_notes() as notes:
        assert_distribution(draws, Uniform(0.0, 1.0))
        draws[:] = np.linspace(0.0, 1.0, 400)
    error, _ = first_error(notes)
    assert isinstance(error, Complaint)


def test_a_listener_hears_what_wrong_laws_get_through():
    heard = []
    with listen_to_statistics(heard.append):
        assert_rate(50, 100, 0.5, wrong={"always": 1.0, "nearly right": 0.51})
        assert_distribution(np.linspace(0, 1, 80), Uniform(0.0, 1.0), wrong={"half": Uniform(0.0, 0.5)})
        assert_independent([0, 1], [1, 1], coin(0.5))
    rate, law, pairs = heard
    assert [one.size for one in heard] == [100, 80, 2]
    assert rate.miss_probabilities["always"](100) < 1e-12
    assert rate.miss_probabilities["nearly right"](100) > 0.99
    assert rate.miss_probabilities["nearly right"](10**6) < 1e-6
    assert law.miss_probabilities["half"](80) < 1e-6 < law.miss_probabilities["half"](8)
    assert pairs.miss_probabilities["the same draw again"](2) == 1.0
    assert pairs.miss_probabilities["the same draw again"](60) < 1e-6
    assert all(1e-3 < one.p() <= 1.0 for one in heard)


@pytest.mark.parametrize(
    "wrong_call",
    [
        lambda: assert_rate(1, 2, 1.5), lambda: assert_rate(1, 2, math.nan),
        lambda: assert_rate(1, 2, 0.5, wrong={"typo": 70}),
        lambda: assert_independent([0], [1], coin(0.5), wrong={"typo": -1}),
    ],
)  # fmt: skip
def test_an_author_is_reported_of_what_is_no_probability(wrong_call):
    with pytest.raises(AuthorError, match="must be a probability from 0 to 1, got"):
        wrong_call()


def test_huge_draws_that_cancel_are_not_normal():
    draws = np.random.default_rng(3).normal(size=500)
    complaint(assert_distribution, [*draws, 1e200, -1e200], Normal(0, 1))
    complaint(assert_distribution, [1e308] * 300 + [-1e308] * 300, Normal(0, 1))


def test_texts_of_very_different_length_are_counted_without_an_array():
    words = ["x" * 500_000, *[""] * 200_000]
    complaint(assert_distribution, words, coin(0.5))


def test_a_tensor_of_several_numbers_is_no_count():
    torch = pytest.importorskip("torch")
    complaint(assert_rate, torch.ones(3), 10, 0.5)
    complaint(assert_rate, 1e300, 1e300, 0.5)


def test_many_draws_are_not_kept_until_the_last_test_has_run():
    tracemalloc.start()
    with collect_notes() as notes:
        assert_distribution(np.random.default_rng(3).normal(size=300_000), Normal(0, 1))
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 300_000
    assert first_error(notes)[0] is None
