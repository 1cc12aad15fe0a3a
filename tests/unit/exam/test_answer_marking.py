"""An answer is marked by the first of six rules that fits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.exam.answer_marking import mark_question, part_name
from grader.exam.part_mark import FieldMark, MarkRule, QuestionMark
from grader.exam.solution import solve

X = np.array([1, 2, 3, 10])
"""The variance is 12.5, with n - 1 it is 16.667, not centred 28.5."""


@pytest.fixture
def marked(bank):
    """Mark answers to a question for given parameters."""

    def mark(name: str, parameters: dict[str, Any], answers: dict[str, str], **settings: Any) -> QuestionMark:
        question = bank.question(name)
        solution = solve(question, parameters)
        options = {"which": ("the mode", "the mean", "the median")}
        return mark_question(question, parameters, solution, options, answers, **settings)

    return mark


@pytest.fixture
def variance(marked):
    def mark(text: str, **settings: Any) -> FieldMark:
        return marked("class_variance", {"x": X}, {"variance": text}, **settings).parts[0].fields[0]

    return mark


@pytest.mark.parametrize(
    "text", ["12.5", "12,5", "25/2", "12.501", "12.499", "12.5005", "1250%", "σ² = 12.500"]
)
def test_the_key_within_one_unit_is_right(variance, text):
    assert (variance(text).rule, variance(text).share) == (MarkRule.RIGHT, 1.0)


@pytest.mark.parametrize("text", ["12.5011", "12.4989", "12.6"])
def test_more_than_one_unit_away_is_not_right(variance, text):
    assert variance(text).rule is not MarkRule.RIGHT


def test_truncated_and_rounded_are_both_right(marked):
    parameters = {"x": np.array([1, 2, 3, 5])}  # 2.1875
    for text in ("2.187", "2.188"):
        assert marked("class_variance", parameters, {"variance": text}).points == 2


def test_a_named_mistake_earns_its_share_and_its_sentence(variance, marked):
    mark = variance("16.667")
    assert (mark.rule, mark.mistake, mark.share) == (MarkRule.MISTAKE, "divided_by_n_minus_1", 0.25)
    assert mark.sentence == "That is what comes out with n − 1."
    assert marked("class_variance", {"x": X}, {"variance": "50/3"}).points == 0.5


def test_the_sentence_of_a_mistake_shows_parameters(variance):
    assert variance("28.5").sentence == "That is the mean of the squares of (1, 2, 3, 10)."


@pytest.mark.parametrize(
    ("text", "early"),
    [("12", True), ("12.5", True), ("12.50", True), ("13", False), ("12.4", False), ("10", False)],
)
def test_a_right_value_rounded_too_early_earns_a_share(marked, text, early):
    mark = marked("class_variance", {"x": np.array([1, 2, 3, 9.99])}, {"variance": text}).parts[0].fields[0]
    assert (mark.rule is MarkRule.TOO_FEW_DIGITS) is early  # 12.478


def test_the_share_for_too_few_digits_is_the_exams(variance):
    assert variance("12.5", too_few_digits=0.1).share == 1
    assert variance("1e1", too_few_digits=0.1).rule is MarkRule.TOO_FEW_DIGITS
    assert variance("1e1", too_few_digits=0.1).share == 0.1


def test_a_fraction_has_no_digits_to_be_rounded(marked):
    mark = marked("class_variance", {"x": np.array([1, 2, 3, 9.99])}, {"variance": "25/2"}).parts[0].fields[0]
    assert mark.rule is MarkRule.UNKNOWN


def test_zero_is_never_a_rounded_key(marked):
    parameters = {"w": 0.3, "x": 0.5}
    mark = marked("chain", parameters, {"s": "0"}).parts[1].fields[0]
    assert mark.rule is not MarkRule.TOO_FEW_DIGITS


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("-12.5", "The opposite sign would be right."),
        ("25", "This is twice the right value."),
        ("6.25", "This is half of the right value."),
        ("1250", "This is 10^2 times the right value."),
        ("0.0125", "This is 10^-3 times the right value."),
    ],
)
def test_a_simple_slip_is_said_and_earns_nothing(variance, text, sentence):
    assert (variance(text).rule, variance(text).sentence, variance(text).share) == (
        MarkRule.PATTERN,
        sentence,
        0,
    )


def test_anything_else_is_no_known_mistake(variance):
    assert (variance("777").rule, variance("777").sentence) == (
        MarkRule.UNKNOWN,
        "Not right. It is none of the known mistakes.",
    )


def test_what_cannot_be_read_is_listed_with_its_reason(variance):
    mark = variance("twelve")
    assert (mark.rule, mark.share, mark.read) == (MarkRule.UNREAD, 0, None)
    assert mark.sentence.startswith("Cannot be read: 'twelve' is no number.")


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_typed_is_blank(variance, text):
    assert variance(text).rule is MarkRule.BLANK


def test_of_two_readings_the_better_one_counts(marked):
    for typed, key in (("1,250", 1.25), ("1,250", 1250.0), ("1.250", 1250.0)):
        x = np.array([0, 2]) * np.sqrt(key)
        assert marked("class_variance", {"x": x}, {"variance": typed}).points == 2


def test_what_follows_from_an_own_wrong_answer_is_right(marked):
    mark = marked("chain", {"w": 1.5, "x": 2.0}, {"z": "3.5", "s": "12.25", "t": "22.25"})
    z, s, t = (each.fields[0] for each in mark.parts)
    assert (z.rule, z.mistake) == (MarkRule.MISTAKE, "added")
    assert (s.rule, s.share, s.used, s.sentence) == (MarkRule.FOLLOW_ON, 1, ("z",), "Right from your $z$.")
    assert (t.rule, t.share) == (MarkRule.UNKNOWN, 0), "follow=False asks for the right value"


@pytest.mark.parametrize(
    ("label", "named"),
    [
        ("new $w =$", "new $w$"),
        ("$a = b =$ ", "$a = b$"),
        ("sum =", "sum"),
        ("mean $=$", "mean"),
        ("$x$ with $y = 1$:", "$x$ with $y = 1$"),
        ("width", "width"),
        ("", "answer to part 2"),
        ("$=$", "answer to part 2"),
    ],
)
def test_a_sentence_names_a_part_by_its_label_or_its_number(label, named):
    assert part_name(label, 2) == named


def test_a_part_without_a_label_is_named_by_its_number(load):
    question = load(CHAIN_WITH_ROOT)
    parameters = {"w": 4.0}
    mark = mark_question(question, parameters, solve(question, parameters), {}, {"z": "9", "s": "3"})
    assert mark.parts[1].fields[0].sentence == "Right from your answer to part 1."


def test_the_key_is_right_even_after_a_wrong_answer(marked):
    assert (
        marked("chain", {"w": 1.5, "x": 2.0}, {"z": "3.5", "s": "9"}).parts[1].fields[0].rule
        is MarkRule.RIGHT
    )


def test_an_own_value_too_close_to_the_key_is_not_followed(marked):
    parameters = {"w": 1.5, "x": 2.0}
    mark = marked(
        "chain", parameters, {"z": "3.0050", "s": "9.03"}
    )  # what follows is 9.030, 3 units from the key
    assert mark.parts[1].fields[0].rule is MarkRule.UNKNOWN


def test_a_mistake_from_own_values_is_named(marked):
    s = marked("chain", {"w": 1.5, "x": 2.0}, {"z": "3.5", "s": "7"}).parts[1].fields[0]
    assert (s.rule, s.mistake, s.used) == (MarkRule.MISTAKE, "doubled", ("z",))
    assert s.sentence == "That is twice z. This is computed from your $z$."


@pytest.mark.parametrize("first", ["", "what", "1e40"])
def test_nothing_follows_from_an_answer_that_is_missing_unread_or_out_of_proportion(marked, first):
    s = marked("chain", {"w": 1.5, "x": 2.0}, {"z": first, "s": "12.25"}).parts[1].fields[0]
    assert s.rule is MarkRule.UNKNOWN


def test_a_function_that_fails_for_own_values_follows_nothing(load):
    question = load(CHAIN_WITH_ROOT)
    parameters = {"w": 4.0}
    solution = solve(question, parameters)
    mark = mark_question(question, parameters, solution, {}, {"z": "-4", "s": "2.00"})
    assert [each.fields[0].rule for each in mark.parts] == [MarkRule.PATTERN, MarkRule.RIGHT]
    mark = mark_question(question, parameters, solution, {}, {"z": "-4", "s": "5"})
    assert mark.parts[1].fields[0].rule is MarkRule.UNKNOWN


CHAIN_WITH_ROOT = '''"""{{ w }}"""
import math
from grader.exam import part


def draw(rng):
    return {"w": 4.0}


@part(decimals=1)
def z(w):
    return w


@part(decimals=2)
def s(z):
    return math.sqrt(z)
'''


@pytest.mark.parametrize("text", ["B", "b", "(B)", "b.", "the mean", "The  Mean"])
def test_a_choice_is_its_letter_or_its_text(marked, text):
    assert marked("which_one", {"n": 6000}, {"which": text}).points == 1


def test_a_wrong_choice_is_a_mistake_with_its_share(marked):
    assert marked("which_one", {"n": 6000}, {"which": "A"}).points == 0.5
    mark = marked("which_one", {"n": 6000}, {"which": "the median"}).parts[0].fields[0]
    assert (mark.mistake, mark.sentence, mark.read) == ("median", "That is the middle one.", "the median")


def test_what_is_no_choice_cannot_be_read(marked):
    mark = marked("which_one", {"n": 6000}, {"which": "D"}).parts[0].fields[0]
    assert mark.rule is MarkRule.UNREAD
    assert "none of the choices" in mark.sentence


CELLS = {"both.1.1": "2", "both.1.2": "3", "both.2.1": "12", "both.2.2": "22"}
COUNTS = {"a": np.array([1, 2]), "b": np.array([10, 20])}


def test_each_cell_of_a_table_has_an_equal_share(marked):
    mark = marked("sums", COUNTS, CELLS | {"both.1.2": "99", "both.2.1": "2"})
    rules = [each.rule for each in mark.parts[0].fields]
    assert rules == [MarkRule.RIGHT, MarkRule.UNKNOWN, MarkRule.MISTAKE, MarkRule.RIGHT]
    assert mark.parts[0].points == 4 * (1 + 0 + 0.5 + 1) / 4


def test_what_follows_from_a_whole_table_is_right(marked):
    wrong = CELLS | {"both.1.2": "99"}
    assert marked("sums", COUNTS, wrong | {"total": "135"}).parts[1].fields[0].rule is MarkRule.FOLLOW_ON
    del wrong["both.1.1"]
    assert marked("sums", COUNTS, wrong | {"total": "133"}).parts[1].fields[0].rule is MarkRule.UNKNOWN


@pytest.mark.parametrize(
    ("text", "rule"),
    [("39", "right"), ("39.0", "right"), ("78/2", "right"), ("39.4", "unknown"), ("40", "unknown")],
)
def test_an_integer_is_equal_or_wrong(marked, text, rule):
    assert marked("sums", COUNTS, {"total": text}).parts[1].fields[0].rule == rule
