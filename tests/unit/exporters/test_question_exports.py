"""Exported questions, read by readers that share nothing with the writers, mark as we do."""

from __future__ import annotations

import html
import io
import json
import random
import re
import zipfile
from pathlib import Path
from xml.dom import minidom

import pytest

from grader.course import load_course
from grader.exam.answer_marking import mark_question
from grader.exam.drawing import draw_question, question_seed
from grader.exam.exam_form import frozen_question
from grader.exam.number_reading import NumberRefusal, read_number
from grader.exam.part_mark import MarkRule
from grader.exam.question import MOODLE_SHARES
from grader.exam.question_bank import QuestionBank
from grader.exam.question_sample import question_sample, typed_answers
from grader.exporters import question_check
from grader.exporters.canvas_quiz import canvas_problem, canvas_quiz
from grader.exporters.exported_question import exported_question
from grader.exporters.moodle_questions import cloze_text, cloze_weights, moodle_fraction, moodle_questions
from grader.exporters.qti_item import qti_item, qti_package

ROOT = Path(__file__).parents[3]
MATCHES = json.loads((ROOT / "tests" / "data" / "moodle_matches.json").read_text(encoding="utf-8"))
COURSE = "required_isolation = 0\ntitle = 'Small'\n"
NAMES = [
    "class_variance", "output_side", "confusion_table", "one_step", "early_stopping", "lstm_by_hand",
    "variance_through_layers", "layers_at_test_time",
]  # fmt: skip


@pytest.fixture(scope="module")
def bank():
    return QuestionBank(load_course(ROOT / "assignments"))


def drawn(bank, name, number=1):
    return draw_question(bank.question(name), question_seed(b"exports", "test", str(number), name))


@pytest.fixture
def written(tmp_path):
    """Load a question from its text."""

    def load(text):
        for name, content in {"assignments/course.toml": COURSE, "questions/own/tried.py": text}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(content, encoding="utf-8")
        return QuestionBank(load_course(tmp_path / "assignments")).question("tried")

    return load


def own_share(draw, field, typed):
    """Our share of one field, as far as a platform can know it: without earlier answers and early rounding."""
    answers = typed_answers(draw) | {field.name: typed}
    marks = mark_question(draw.question, draw.parameters, draw.solution, draw.options, answers)
    mark = next(each for part in marks.parts for each in part.fields if each.field == field.name)
    return mark.share if mark.rule in (MarkRule.RIGHT, MarkRule.MISTAKE) and not mark.used else 0.0


def tries(field):
    """What may be typed: key and mistakes as printed, numbers around each, and random ones."""
    for answer in field.answers:
        yield answer.shown
        if not field.is_choice:
            step = answer.tolerance or 1
            yield from (
                f"{answer.value + sign * part * step:.12g}" for sign in (-1, 1) for part in (0.5, 0.9, 2)
            )
    if not field.is_choice:
        rng = random.Random(field.name)
        yield from (f"{field.key.value * rng.gauss(1, 1):.6g}" for _ in range(20))


def child_text(node, *path):
    for tag in path:
        node = next(each for each in node.childNodes if each.nodeName == tag)
    return "".join(each.data for each in node.childNodes if each.nodeType in (3, 4)).strip()


def moodle_gaps(data):
    """Fields of a Moodle file as a list of (value, tolerance, percent), read by character and by DOM."""
    (question,) = [
        e
        for e in minidom.parseString(data).getElementsByTagName("question")
        if e.getAttribute("type") != "category"
    ]
    if question.getAttribute("type") != "cloze":
        answers = question.getElementsByTagName("answer")
        return [
            [
                (child_text(e, "text"), child_text(e, "tolerance") if e.getElementsByTagName("tolerance") else "0",
                 float(e.getAttribute("fraction")))
                for e in answers
            ]
        ]  # fmt: skip
    text, found = child_text(question, "questiontext", "text"), []
    for begin in (match.end() for match in re.finditer(r"\{\d+:(?:NUMERICAL|MULTICHOICE_VS):", text)):
        answers = []
        for each in text[begin : text.index("}", begin)].split("~"):
            body = re.split("(?<!&)#", each)[0]
            percent = 100.0 if body.startswith("=") else 0.0
            if body.startswith("%"):
                percent, body = float(body[1:].split("%")[0]), body[1:].split("%", 1)[1]
            parts = body.removeprefix("=")
            value, *tolerance = [parts] if "MULTICHOICE" in text[begin - 16 : begin] else parts.split(":")
            answers.append((value, tolerance[0] if tolerance else "0", percent))
        found.append(answers)
    return found


def plain(text):
    return html.unescape(re.sub("</?code>", "", text))


def moodle_share(answers, typed):
    """Moodle's rule: the first answer in the file that fits, both ends of the tolerance included."""
    for value, tolerance, percent in answers:
        if value == "*" or plain(value) == typed:
            return percent / 100
        try:
            near = abs(float(value) - float(typed)) <= float(tolerance)
        except ValueError:
            continue
        if near:
            return percent / 100
    return 0.0


@pytest.mark.parametrize("name", NAMES)
def test_moodle_marks_as_we_do(bank, name):
    for number in range(3):
        draw = drawn(bank, name, number)
        question = exported_question(frozen_question(draw))
        gaps = moodle_gaps(moodle_questions("tests", [question]))
        assert len(gaps) == len(question.fields)
        for field, answers in zip(question.fields, gaps, strict=True):
            for typed in tries(field):
                assert moodle_share(answers, typed) == pytest.approx(own_share(draw, field, typed)), typed


def canvas_items(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (name,) = [n for n in archive.namelist() if n.count("/") and "meta" not in n]
        return minidom.parseString(archive.read(name)).getElementsByTagName("item")


@pytest.mark.parametrize("name", NAMES)
def test_canvas_takes_the_key_and_no_wrong_value(bank, name):
    for number in range(3):
        draw = drawn(bank, name, number)
        question = exported_question(frozen_question(draw))
        for field, item in zip(question.fields, canvas_items(canvas_quiz("t", [[question]])), strict=True):
            if field.is_choice:
                continue
            assert len(item.getElementsByTagName("setvar")) == 1
            low, high = (float(child_text(item.getElementsByTagName(tag)[0])) for tag in ("vargte", "varlte"))
            for typed in tries(field):
                assert (low <= float(typed) <= high) is (own_share(draw, field, typed) == 1), typed


def test_canvas_as_choices_offers_each_mistake_with_its_sentence(bank):
    question = exported_question(frozen_question(drawn(bank, "class_variance")))
    (item,) = canvas_items(canvas_quiz("t", [[question]], as_choices=True))
    labels = item.getElementsByTagName("response_label")
    shown = {
        e.getAttribute("ident"): re.sub("<.*?>", "", child_text(e, "material", "mattext")) for e in labels
    }
    assert set(shown.values()) == {each.shown for each in question.fields[0].answers}
    conditions = item.getElementsByTagName("respcondition")
    (right,) = [e for e in conditions if e.getElementsByTagName("setvar")]
    assert right.getAttribute("continue") == "No"
    assert shown[child_text(right, "conditionvar", "varequal")] == question.fields[0].key.shown
    told = {e.getAttribute("ident"): e.toxml() for e in item.getElementsByTagName("itemfeedback")}
    assert len(told) == len(labels) == len(conditions) - 1
    assert any("Maximum likelihood divides by n." in each for each in told.values())


SMALL = '''\
"""A probability of ${{ p }}$ is squared."""
from grader.exam import part


def draw(rng):
    return {"p": round(float(rng.uniform(0.001, 0.009)), 4)}


@part("square", digits=3)
def square(p):
    return p * p


def proof(p):
    return {"square": p**2}
'''


def test_a_number_that_canvas_would_read_as_0_is_a_problem(written):
    draw = draw_question(written(SMALL), b"1")
    problem = canvas_problem(exported_question(frozen_question(draw)))
    assert problem.startswith("Canvas cannot hold tried.square: it reads numbers below 0.0001 as 0")


def qti_share(item, number, typed):
    """The share of points of a response, by the conditions of an item in their order."""
    condition = item.getElementsByTagName("responseCondition")[number]
    best = max(map(_points, condition.getElementsByTagName("responseElseIf")))
    for branch in condition.getElementsByTagName("responseElseIf"):
        test = next(each for each in branch.childNodes if each.nodeName in ("equal", "match"))
        value = child_text(test, "baseValue")
        if test.nodeName == "match":
            fits = value == typed
        else:
            below, above = map(float, test.getAttribute("tolerance").split())
            fits = float(value) - below <= float(typed) <= float(value) + above
        if fits:
            return _points(branch) / best
    return 0.0


def _points(branch):
    sums = branch.getElementsByTagName("sum")
    return float(child_text(sums[0], "baseValue")) if sums else 0.0


@pytest.mark.parametrize("name", NAMES)
def test_qti_marks_as_we_do(bank, name):
    draw = drawn(bank, name)
    question = exported_question(frozen_question(draw))
    item = minidom.parseString(qti_item(question))
    for number, field in enumerate(question.fields):
        for typed in tries(field):
            sent = f"option_{field.options.index(typed) + 1}" if field.is_choice else typed
            assert qti_share(item, number, sent) == pytest.approx(own_share(draw, field, typed)), typed


@pytest.mark.parametrize("name", NAMES)
def test_a_qti_item_has_the_parts_of_the_schema_in_their_order(bank, name):
    root = minidom.parseString(
        qti_item(exported_question(frozen_question(drawn(bank, name))))
    ).documentElement
    order = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"]
    places = [order.index(each.nodeName) for each in root.childNodes if each.nodeType == 1]
    assert places == sorted(places)
    declared = {e.getAttribute("identifier") for e in root.getElementsByTagName("outcomeDeclaration")}
    told = {e.getAttribute("outcomeIdentifier") for e in root.getElementsByTagName("modalFeedback")}
    assert told == declared - {"SCORE"}


def test_a_qti_package_lists_each_item_once(bank):
    pool = [exported_question(frozen_question(drawn(bank, "output_side", n)), n) for n in (1, 2)]
    with zipfile.ZipFile(io.BytesIO(qti_package(pool))) as archive:
        listed = re.findall('href="(items/.*?)"', archive.read("imsmanifest.xml").decode())
        assert sorted(set(listed)) == sorted(n for n in archive.namelist() if n.startswith("items/"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("check", ["moodle_check", "canvas_check", "qti_check"])
def test_the_proof_of_an_export_holds(bank, name, check):
    question = bank.question(name)
    sample = question_sample(question, tuple(str(n).encode() for n in range(4)))
    assert getattr(question_check, check)(sample).problems == ()


def test_the_proof_finds_a_window_that_is_too_wide(bank, monkeypatch):
    sample = question_sample(bank.question("class_variance"), (b"1",))
    wide = question_check.moodle_fields
    monkeypatch.setattr(
        question_check, "moodle_fields",
        lambda data: wide(re.sub(rb"<tolerance>0.001\d*<", b"<tolerance>0.002<", data)),
    )  # fmt: skip
    (problem,) = question_check.moodle_check(sample).problems
    assert "Moodle gives" in problem
    assert "for variance the share 1" in problem


AWKWARD = '''\
"""Given {{ n }}: what is right of `a{b}~c#d\\\\e`?"""
from grader.exam import mistake, part


def draw(rng):
    return {"n": int(rng.integers(2, 10**6))}


@part("$\\\\frac{1}{2}$", choice=True, source="notes, line 1", fixed="one")
def one():
    return "a } b ~ c # d"


@mistake(of=one, worth=0.25)
def wrong():
    """Not = this: {1:MC:=x} and 50 % of $\\\\{a\\\\}$."""
    return "%50%= a < b"


@part("n", integer=True)
def number(n):
    return n


def proof(n):
    return {"number": n}
'''


def test_what_ends_a_field_of_cloze_is_escaped(written):
    question = written(AWKWARD)
    draw = draw_question(question, b"1")
    exported = exported_question(frozen_question(draw))
    first, second = moodle_gaps(moodle_questions("t", [exported]))
    assert [(plain(value), percent) for value, _, percent in first] == [
        ("a } b ~ c # d", 100),
        ("%50%= a < b", 25),
    ]
    assert second[0][0] == str(draw.parameters["n"])
    assert cloze_text("} ~ # $\\pi$") == "&#125; &#126; &#35; &#92;(&#92;pi&#92;)"
    sample = question_sample(question, (b"1", b"2"))
    assert question_check.moodle_check(sample).problems == ()


PAIRS = '''\
"""With {{ n }} samples: which belongs to which?"""
from grader.exam import mistake, part


def draw(rng):
    return {"n": int(rng.integers(2, 10**6))}


@part("first", choice=True, source="notes, line 1", fixed="one")
def first():
    return "a"


@mistake(of=first)
def first_b():
    """b is the second."""
    return "b"


@mistake(of=first)
def first_c():
    """c is none."""
    return "c"


@part("second", choice=True, source="notes, line 1", fixed="one")
def second():
    return "b"


@mistake(of=second)
def second_a():
    """a is the first."""
    return "a"


@mistake(of=second)
def second_c():
    """c is none."""
    return "c"
'''


def test_choices_among_the_same_texts_become_pairs(written):
    sample = question_sample(written(PAIRS), (b"1",))
    exported = exported_question(frozen_question(sample.draws[0]))
    (question,) = minidom.parseString(moodle_questions("t", [exported])).getElementsByTagName("question")[1:]
    assert question.getAttribute("type") == "matching"
    pairs = {
        re.sub("<.*?>", "", child_text(e, "text")): child_text(e, "answer", "text")
        for e in question.getElementsByTagName("subquestion")
    }
    assert pairs == {"first": "a", "second": "b", "": "c"}
    assert question_check.moodle_check(sample).problems == ()
    assert question_check.moodle_check(sample).lost == (
        "In matching, Moodle shows no sentence for a wrong pair.",
    )


def test_cloze_weights_keep_the_ratio_of_the_points(bank):
    exported = exported_question(frozen_question(drawn(bank, "descent_step")))
    weights = cloze_weights(exported)
    shares = {each.name: each.points / exported.points for each in exported.fields}
    assert {name: weight / sum(weights.values()) for name, weight in weights.items()} == pytest.approx(shares)


def test_every_share_is_in_moodles_list_of_grades():
    grades = (
        "100 90 83.33333 80 75 70 66.66667 60 50 40 33.33333 30 25 20 16.66667 14.28571 12.5 11.11111 10 5 0"
    )
    assert {moodle_fraction(share) for share in MOODLE_SHARES} <= set(grades.split())


CONSTANT = '''\
"""Moodle's question {{ n }}."""
from grader.exam import mistake, part


def draw(rng):
    return {"n": 1}


@part("x", decimals=%d)
def right():
    return %r
'''
WRONG = '''

@mistake(of=right, worth=0.5)
def wrong_%d():
    """That is wrong."""
    return %r
'''

SPELLINGS = {
    "7/2": (3.5, 7, "a fraction; Moodle reads up to the stroke and complains"),
    "350%": (3.5, 350, "per cent; Moodle drops the sign and complains"),
    "3,5": (3.5, 35, "a decimal comma; on an English site it separates thousands, and Moodle complains"),
    "1.234,5": (1234.5, 1.2345, "thousands with points; on an English site the comma is dropped"),
    "1.5·10^-3": (0.0015, 1.5, "a power of ten; Moodle reads up to the dot and complains"),
    "−3.5": (-3.5, None, "the minus of typography; Moodle reads nothing"),
}
"""Texts that we read and Moodle reads otherwise: our number, Moodle's, and why."""


@pytest.mark.parametrize("typed", SPELLINGS)
def test_spellings_that_moodle_reads_otherwise_are_known(typed):
    ours, theirs, _ = SPELLINGS[typed]
    readings = read_number(typed)
    assert not isinstance(readings, NumberRefusal)
    assert pytest.approx(ours) in [each.value for each in readings]
    assert MATCHES["readings"]["point"][typed] == theirs


def test_our_marks_are_those_of_moodle(written):
    compared, others = 0, []
    for each in MATCHES["questions"]:
        values = each["values"]
        text = CONSTANT % (each["decimals"], values[0])
        question = written(text + "".join(WRONG % pair for pair in enumerate(values[1:], 1)))
        draw = draw_question(question, b"1")
        names = ["", *(mistake.name for mistake in question.parts[0].mistakes)]
        for typed, theirs in each["typed"].items():
            answers = {"right": typed}
            (part,) = mark_question(draw.question, draw.parameters, draw.solution, {}, answers).parts
            (mark,) = part.fields
            known = mark.rule in (MarkRule.RIGHT, MarkRule.MISTAKE)
            compared += 1
            if (names.index(mark.mistake) if known else None) != theirs:
                others.append((each["values"][0], each["site"], typed, mark.rule.value, theirs))
    assert compared > 1400
    assert others == []
