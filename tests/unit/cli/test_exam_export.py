"""``grader exam export`` as an author uses it, and where questions and exams do not go."""

from __future__ import annotations

import re
import zipfile

import pytest

from grader.cli.exam_export import mathml

MARKER = "a square with a secret side"
QUESTION = '''\
"""MARKER has the side ${{ n }}$. What is its area, and what is half of it?"""
from grader.exam import mistake, part


def draw(rng):
    return {"n": int(rng.integers(2, 10**6))}


@part("$A =$", integer=True, points=2, unit="m²")
def area(n):
    return n * n


@mistake(of=area, worth=0.25)
def circumference(n):
    """That is the circumference."""
    return 4 * n


@part("half", decimals=1)
def half(area):
    return area / 2


def proof(n):
    return {"area": n**2, "half": n**2 / 2}
'''.replace("MARKER", MARKER)
TINY = '''\
"""What is the square of ${{ p }}$?"""
from grader.exam import part


def draw(rng):
    return {"p": round(float(rng.uniform(0.001, 0.009)), 5)}


@part("square", digits=3)
def tiny(p):
    return p * p


def proof(p):
    return {"tiny": p**2}
'''
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
    workshop.write("questions/squares/tiny.py", TINY)
    workshop.write("exams/short.toml", EXAM)
    return workshop


def test_moodle_gets_a_variant_for_each_form_in_a_category_of_its_own(exam):
    texts = []
    for _ in range(2):
        result = exam.run("exam", "export", "short", "--format", "moodle", "-o", "out")
        assert result.code == 0, result.err
        assert result.out.strip() == "out/short.moodle.xml"
        texts.append((exam.root / "out" / "short.moodle.xml").read_text(encoding="utf-8"))
    assert [len(re.findall('<question type="cloze">', text)) for text in texts] == [3, 3]
    categories = [re.findall(r"\$course\$/top/short (\w{4})/area<", text) for text in texts]
    assert len({one for (one,) in categories}) == 2


def test_what_the_format_loses_is_said_with_the_questions(exam):
    result = exam.run("exam", "export", "short", "--format", "canvas", "-o", "out")
    said = " ".join(result.err.split())
    assert "lost A later answer that is right from a wrong earlier one earns nothing. area" in said
    assert (
        "lost In Canvas a number is right or wrong: no mistake is named, and none earns a share. area" in said
    )
    with zipfile.ZipFile(exam.root / "out" / "short.canvas.zip") as archive:
        assert "imsmanifest.xml" in archive.namelist()


def test_a_pool_of_20_is_written_where_each_student_has_a_form(exam):
    exam.replace("exams/short.toml", "forms = 3", 'forms = "student"')
    exam.run("exam", "export", "short", "--format", "qti21", "-o", "out")
    with zipfile.ZipFile(exam.root / "out" / "short.qti21.zip") as archive:
        assert len([n for n in archive.namelist() if n.startswith("items/")]) == 20
        assert "<m:math" in archive.read("items/area_01.xml").decode()


def test_a_number_that_canvas_reads_as_0_is_refused_and_nothing_is_written(exam):
    exam.replace("exams/short.toml", '["area"]', '["area", "tiny"]')
    result = exam.run("exam", "export", "short", "--format", "canvas", "-o", "out")
    assert result.code == 3
    assert "Canvas cannot hold tiny.tiny: it reads numbers below 0.0001 as 0" in " ".join(result.err.split())
    assert not (exam.root / "out").exists()


def test_as_choices_is_for_canvas(exam):
    result = exam.run("exam", "export", "short", "--format", "moodle", "-o", "out", "--as-choices")
    assert result.code == 2
    assert "--as-choices is for Canvas" in result.err
    assert exam.run("exam", "export", "short", "--format", "canvas", "-o", "out", "--as-choices").code == 0


def test_a_formula_that_cannot_be_converted_stays_code():
    assert mathml(r"\nosuch{x}", False) == r"<code>\nosuch{x}</code>"


def test_no_question_and_no_exam_is_in_a_handout_a_report_or_a_page(exam):
    assert exam.run("handout", "sums", "handout").code == 0
    exam.hand_in("ada", "ben")
    assert exam.grade().code in (0, 1)
    for folder in ("handout", exam.out.relative_to(exam.root).as_posix()):
        files = [path for path in (exam.root / folder).rglob("*") if path.is_file()]
        assert files
        assert not [path for path in files if MARKER.encode() in path.read_bytes()]
        assert not [path for path in files if {"questions", "exams"} & set(path.parts)]


def test_the_worker_cannot_read_a_question(exam):
    """A work that tells in its message what it reads there tells nothing."""
    place = exam.root / "questions" / "squares" / "area.py"
    work = f"def total(x):\n    raise ValueError(open({str(place)!r}).read())\n\n\nspread = total\n"
    exam.hand_in("eve", text=work)
    exam.grade()
    told = str(exam.report("eve"))
    assert "PermissionError" in told or "FileNotFoundError" in told, told[:3000]
    files = [path for path in exam.out.rglob("*") if path.is_file()]
    assert not [path for path in files if MARKER.encode() in path.read_bytes()]
