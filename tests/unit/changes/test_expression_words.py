"""Words for expressions of a reference: the author's, or names that a student knows, and never long ones."""

from __future__ import annotations

import ast

import pytest

from grader.changes.expression_words import ExpressionWords

NODE = ast.parse('''
def scaled(x, W):
    """Scale x by ``gamma_hat``."""
''').body[0]
WRITTEN = {"std": "the standard deviation", "a / n": "the way through the mean"}


def words(code, written=WRITTEN):
    return ExpressionWords(NODE, "It uses `rate`.", written).of(ast.parse(code, mode="eval").body)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("x", "x"),
        ("gamma_hat", "gamma_hat"),
        ("rate", "rate"),
        ("2", "2"),
        ("std", "the standard deviation"),
        ("a/n", "the way through the mean"),
        ("x.T", "the transpose of x"),
        ("x @ W", "the product of x and W"),
        ("x * std", "x times the standard deviation"),
        ("x ** 2", "the square of x"),
        ("-x", "minus x"),
        ("x.shape[0]", "the number of rows of x"),
        ("x.shape[1]", "the length of axis 1 of x"),
        ("len(x)", "the length of x"),
        ("x.size", "the number of all entries of x"),
        ("np.mean(x, axis=0)", "the mean of x"),
        ("x.sum(axis=0)", "the sum of x"),
        ("_real(x)", "x"),
        ("x[-1]", "the last entry of x"),
        ("x[:, t]", "x"),
    ],
)
def test_what_a_student_knows_has_words(code, said):
    assert words(code) == said


@pytest.mark.parametrize(
    "code", ["hidden", "hidden * x", "np.where(x, x, x)", "((x + W) * x + W) @ x", "'text'", "True"]
)
def test_what_a_student_does_not_know_or_is_long_has_none(code):
    assert words(code) == ""


def test_long_words_are_left_out():
    assert words("std", {"std": "the standard deviation " * 4}) == ""
