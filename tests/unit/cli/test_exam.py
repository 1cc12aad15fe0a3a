"""``grader exam show`` and ``grader verify --questions`` as an author uses them."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.cli.question_verification import formula_problems

QUESTION = (Path(__file__).parents[2] / "data" / "area_question.py").read_text(encoding="utf-8")
EXAM = """\
title = "A short exam"
opens = 2026-12-01T10:00:00+01:00
closes = 2026-12-01T11:30:00+01:00
forms = 3
questions = ["area"]
"""


@pytest.fixture
def exam(workshop):
    workshop.write("questions/squares/area.py", QUESTION)
    workshop.write("exams/short.toml", EXAM)
    return workshop


def test_a_form_is_shown_with_key_mistakes_and_choices(exam):
    result = exam.run("exam", "show", "short", "--form", "2")
    assert result.code == 0, result.err
    assert "A short exam  (short, form 2, 3 points)" in result.out
    assert "1. area  (squares)" in result.out
    assert "circumference, worth 0.25" in result.out
    assert "That is the circumference." in result.out
    assert "A  a " in result.out
    assert exam.run("exam", "show", "short", "--form", "2").out == result.out
    assert exam.run("exam", "show", "short").out != result.out


def test_a_form_as_json_has_parameters_and_key(exam):
    (question,) = exam.run("exam", "show", "short", "--json").json["questions"]
    assert question["parts"][0]["key"] == question["parameters"]["n"] ** 2
    assert question["parts"][0]["unit"] == "m²"


def test_a_form_that_does_not_exist_is_an_error_of_the_command_line(exam):
    result = exam.run("exam", "show", "short", "--form", "4")
    assert result.code == 2
    assert "short has 3 forms, and there is none called '4'. Name one from 1 to 3 with --form." in result.err


def test_an_unknown_exam_offers_the_nearest(exam):
    result = exam.run("exam", "show", "shirt")
    assert result.code == 2
    assert "Did you mean 'short'?" in result.err


def test_a_student_may_have_a_form_of_their_own(exam):
    exam.replace("exams/short.toml", "forms = 3", 'forms = "student"')
    assert "form ada" in exam.run("exam", "show", "short", "--form", "ada").out
    assert "form example" in exam.run("exam", "show", "short").out


def test_questions_are_proved_with_a_line_each(exam):
    result = exam.run("verify", "--questions")
    assert result.code == 0, result.err
    assert "✓  area" in result.out
    assert "1 of 1 questions are proved." in result.out
    assert "[1/1] area: proved" in result.err


def test_a_question_that_is_not_proved_says_what_to_do_and_ends_with_1(exam):
    exam.replace("questions/squares/area.py", "10**6", "6")
    result = exam.run("verify", "--questions", "area")
    assert result.code == 1
    assert "✗ area: spread" in result.out
    assert "Widen the draw" in result.out


def test_proofs_as_json_have_every_figure(exam):
    (proof,) = exam.run("verify", "--questions", "--json").json
    assert proof["question"] == "area"
    assert [step["check"] for step in proof["steps"]] == [
        "draw", "answer", "mistakes", "spread", "marking", "follow_on", "text",
    ]  # fmt: skip
    assert proof["steps"][0]["figures"]["draws"] == 400


def test_a_formula_that_no_page_can_show_is_found(exam):
    exam.replace("questions/squares/area.py", "${{ n }}$", "${{ n }} \\\\nosuchcommand{3}$")
    result = exam.run("verify", "--questions", "area")
    assert result.code == 1
    assert "cannot be shown. Write it in simpler TeX." in result.out


def test_formulas_that_can_be_shown_are_no_problem():
    assert formula_problems("$\\sigma^2$ and $$\\frac{1}{2}$$") == []
    assert len(formula_problems("$\\nosuch{1}$ and $\\other{2}$")) == 2


@pytest.mark.parametrize("option", [("--quick",), ("--draft",), ("--kept", "x.json"), ("--calibrate",)])
def test_options_for_assignments_are_refused_with_questions(exam, option):
    result = exam.run("verify", "--questions", *option)
    assert result.code == 2
    assert "--questions proves exam questions" in result.err


def test_a_course_without_questions_is_told_where_they_lie(workshop):
    result = workshop.run("verify", "--questions")
    assert result.code == 2
    assert "there is no question. A question is a file questions/TOPIC/NAME.py" in result.err


def test_a_broken_question_ends_with_3_and_its_line(exam):
    exam.replace("questions/squares/area.py", "return n * n", "return n *")
    result = exam.run("verify", "--questions")
    assert result.code == 3
    assert "questions/squares/area.py:11: not valid Python" in result.err
