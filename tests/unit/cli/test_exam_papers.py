"""``grader exam issue`` and ``grader exam practice`` as staff and students use them."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from pathlib import Path

import pytest

QUESTION = (Path(__file__).parents[2] / "data" / "area_question.py").read_text(encoding="utf-8")
CHAIN = '''\
"""Given $w = {{ w }}$: two steps."""
from grader.exam import mistake, part


def draw(rng):
    return {"w": round(float(rng.uniform(1.1, 999.9)), 2)}


@part("$z =$", decimals=4)
def z(w):
    return w * 3


@mistake(of=z, worth=0.25)
def added(w):
    """That is the sum."""
    return w + 3


@part("cells", decimals=2, rows=["$r_1$", "r2"], columns=["one", "two"])
def cells(z):
    return [[z, 2 * z], [3 * z, 4 * z]]


def proof(w):
    return {"z": 3 * w, "cells": [[3 * w, 6 * w], [9 * w, 12 * w]]}
'''


EXAM = """\
title = "A short exam"
opens = 2026-12-01T10:00:00+01:00
closes = 2026-12-01T11:30:00+01:00
forms = "student"
questions = ["area", "chain"]
"""


@pytest.fixture
def exam(workshop):
    workshop.write("questions/squares/area.py", QUESTION)
    workshop.write("questions/squares/chain.py", CHAIN)
    workshop.write("exams/short.toml", EXAM)
    workshop.write("r.csv", "student,extra_minutes\nada,\nbob,30\n")
    return workshop


def issue(exam, *more):
    result = exam.run("exam", "issue", "short", "--roster", "r.csv", "-o", "papers", *more)
    assert result.code == 0, result.err
    return {path.name: path.read_bytes() for path in sorted((exam.root / "papers").iterdir())}, result.err


def test_each_student_gets_a_page_and_again_the_same_bytes(exam):
    pages, told = issue(exam)
    assert list(pages) == ["short-ada.html", "short-bob.html"]
    assert "2 papers of short in papers, 2 of them new." in told
    assert "exams/.grader/short.json. Keep a copy, and give it to nobody." in told
    again, told = issue(exam)
    assert again == pages
    assert "2 papers of short in papers, 0 of them new." in told


def test_pages_are_the_same_on_another_machine_without_the_record(exam):
    pages, _ = issue(exam)
    (exam.root / "exams/.grader/short.json").unlink()
    assert issue(exam)[0] == pages


def test_a_question_elsewhere_changes_no_page(exam):
    pages, _ = issue(exam)
    (exam.root / "exams/.grader/short.json").unlink()
    exam.write("questions/squares/another.py", QUESTION)
    exam.write("questions/others/third.py", CHAIN)
    assert issue(exam)[0] == pages


def test_pages_are_equal_bytes_when_key_functions_change(exam):
    """Acceptance 6: neither another key nor another mistake shows on a page, on a fresh record or on the old one."""
    pages, _ = issue(exam)
    record = exam.root / "exams/.grader/short.json"
    before = record.read_text()
    exam.replace("questions/squares/area.py", "return n * n", "return n * n + 7")
    exam.replace("questions/squares/area.py", "return 4 * n", "return 5 * n")
    exam.replace("questions/squares/area.py", "That is the circumference.", "Another sentence.")
    exam.replace("questions/squares/area.py", "n**2", "n**2 + 7")
    exam.replace("questions/squares/chain.py", "return w * 3", "return w * 5")
    exam.replace(
        "questions/squares/chain.py",
        '"z": 3 * w, "cells": [[3 * w, 6 * w], [9 * w, 12 * w]]',
        '"z": 5 * w, "cells": [[5 * w, 10 * w], [15 * w, 20 * w]]',
    )
    exam.replace("questions/squares/chain.py", "return w + 3", "return w - 3")
    exam.replace("questions/squares/chain.py", "worth=0.25", "worth=0.5")
    assert issue(exam)[0] == pages
    assert record.read_text() == before
    record.unlink()
    assert issue(exam)[0] == pages
    assert json.loads(record.read_text())["record"]["forms"] != json.loads(before)["record"]["forms"]


def test_no_paper_is_written_while_a_key_is_contradicted_by_its_proof(exam):
    exam.replace("questions/squares/area.py", "return n * n", "return n * n + 7")
    result = exam.run("exam", "issue", "short", "--roster", "r.csv", "-o", "papers")
    assert result.code == 3
    assert "no paper was written, because a key is not proved." in result.err
    assert "area is" in result.err
    assert "and proof() says" in result.err
    assert not list((exam.root / "papers").glob("*"))
    assert not (exam.root / "exams/.grader/short.json").exists()


def test_papers_that_are_there_are_written_again_whatever_the_key(exam):
    pages, _ = issue(exam)
    exam.replace("questions/squares/area.py", "return n * n", "return n * n + 7")
    assert issue(exam)[0] == pages


def test_a_further_mistake_of_a_number_changes_no_page(exam):
    pages, _ = issue(exam)
    (exam.root / "exams/.grader/short.json").unlink()
    exam.write(
        "questions/squares/chain.py",
        CHAIN + '\n\n@mistake(of=z)\ndef third(w):\n    """That is w/3."""\n    return w / 3\n',
    )
    assert issue(exam)[0] == pages


def test_a_page_holds_no_key_no_mistake_and_asks_nothing_of_a_network(exam):
    pages, _ = issue(exam)
    record = json.loads((exam.root / "exams/.grader/short.json").read_text())["record"]
    for form in record["forms"]:
        text = pages[f"short-{form['name']}.html"].decode()
        for part in (part for question in form["questions"] for part in question["parts"]):
            values = [part["key"], *(each["value"] for each in part["mistakes"])]
            assert not [each for each in values if isinstance(each, (int, float)) and str(each) in text]
            shown = text.partition("<main")[2].partition("<script>")[0]
            assert not [
                each for each in part["mistakes"] if each["name"] in shown or each["sentence"] in shown
            ]
        assert not re.search(r"https?:(?!//www.w3.org/1998/Math/MathML)", text)
        assert re.search(
            r"default-src 'none'; style-src 'unsafe-inline'; .*script-src 'sha256-[\w+/=]{44}'\"", text
        )
        assert len(re.findall(r"<script", text)) == 1


def test_the_script_of_a_page_has_three_kilobytes_at_most(exam):
    (page, *_), _ = issue(exam)[0].values(), None
    script = page.partition(b"<script>")[2].partition(b"</script>")[0]
    assert len(script) <= 3000


def test_only_fields_of_whole_numbers_read_thousands(exam):
    """The script shows a second reading, ``1,234`` as 1234, only where a field says so."""
    for page in issue(exam)[0].values():
        fields = re.findall(r'<input type="text"[^>]*>', page.decode())
        whole = {re.search(r'data-f="([^"]*)"', each)[1] for each in fields if 'data-big="1"' in each}
        assert whole == {"area"}
        assert len(fields) > len(whole)


def test_extra_minutes_move_the_end_on_the_page(exam):
    pages, _ = issue(exam)
    assert "2026-12-01, 10:00 to 11:30 (UTC+01:00) ·" in pages["short-ada.html"].decode()
    assert (
        "2026-12-01, 10:00 to 12:00 (UTC+01:00), with 30 extra minutes ·" in pages["short-bob.html"].decode()
    )
    exam.write("r.csv", "student,extra_minutes\nada,15\nbob,30\n")
    later, _ = issue(exam)
    assert "10:00 to 11:45" in later["short-ada.html"].decode()
    assert later["short-bob.html"] == pages["short-bob.html"]
    exam.write("r.csv", "student\nada\n")
    assert issue(exam)[0] == later


@pytest.mark.parametrize("minutes", ["-1", "long", "inf", "1441", "nan"])
def test_extra_minutes_that_are_no_number_are_an_error_with_its_line(exam, minutes):
    exam.write("r.csv", f"student,extra_minutes\nada,\nbob,{minutes}\n")
    result = exam.run("exam", "issue", "short", "--roster", "r.csv", "-o", "papers")
    assert result.code == 2
    assert f"r.csv, line 3: extra_minutes takes a number from 0 to 1440, got '{minutes}'." in result.err


def test_students_who_come_later_get_their_papers_and_the_others_keep_theirs(exam):
    pages, _ = issue(exam)
    exam.write("r.csv", "student\nada\nbob\neve\n")
    later, told = issue(exam)
    assert "3 papers of short in papers, 1 of them new." in told
    assert {name: later[name] for name in pages} == pages


def test_papers_that_stay_with_other_questions_are_told(exam):
    pages, _ = issue(exam)
    exam.replace("exams/short.toml", '["area", "chain"]', '["area"]')
    later, told = issue(exam)
    assert later == pages
    assert "Note: 2 papers stayed as issued before, with other questions than" in told


@pytest.mark.parametrize(("forms", "most"), [(1, 1), (4, 4), (20, 8)])
def test_forms_may_be_shared(exam, forms, most):
    exam.replace("exams/short.toml", 'forms = "student"', f"forms = {forms}")
    exam.write("r.csv", "student\n" + "".join(f"s{n}\n" for n in range(8)))
    pages, _ = issue(exam)
    record = json.loads((exam.root / "exams/.grader/short.json").read_text())["record"]
    assert 1 <= len(record["forms"]) <= most
    assert len({each["paper"] for each in record["papers"]}) == len(pages) == 8


def practise(exam, text, *more):
    with exam.write("typed.txt", text).open() as typed:
        place = {"XDG_STATE_HOME": str(exam.root / "state")}
        result = exam.run("exam", "practice", "squares", "--seed", 3, *more, env=place, stdin=typed)
    assert result.code == 0, result.err
    return result


def test_practice_asks_names_the_mistake_shows_the_way_and_keeps_the_score(exam):
    exam.write("questions/squares/area.py", QUESTION.replace("10**6", "10**3"))
    (exam.root / "questions/squares/chain.py").unlink()
    side = int(re.search(r"side \$(\d+)\$", practise(exam, "").out)[1])
    result = practise(exam, f"{4 * side}\nB\n", "-n", 1)
    assert f"$A =$ {4 * side}  circumference: That is the circumference. (0.25 of the points)" in result.out
    assert f"$A =$ {side**2} m²" in result.out
    assert f"The side times itself: {side} · {side}." in result.out
    assert "1 question: " in result.out
    right = practise(exam, f"{side**2}\na length squared\n", "-n", 1)
    assert "1 question: 3 of 3 points." in right.out
    assert "The way" not in right.out
    assert "squares so far: 2 questions, " in right.out


def test_practice_asks_for_each_cell_of_a_table(exam):
    result = practise(exam, "1\n" * 12, "-n", 2)
    assert "cells $r_1$ two 1" in result.out
    assert "cells [" in result.out


def test_practice_ends_where_the_input_ends(exam):
    result = practise(exam, "")
    assert "No question was answered." in result.out
    assert not (exam.root / "state").exists()


def test_practice_begins_anew_where_the_score_cannot_be_read(exam):
    exam.write("state/grader/practice.json", "{")
    assert "squares so far: 1 question, " in practise(exam, "1\n" * 9, "-n", 1).out


def test_practice_says_where_the_score_cannot_be_kept(exam):
    exam.write("state/grader", "a file where a folder should be")
    assert "Note: the score is not kept." in practise(exam, "1\n" * 9, "-n", 1).err


def test_practice_of_an_unknown_topic_offers_the_nearest(exam):
    result = exam.run("exam", "practice", "square")
    assert result.code == 2
    assert "There is no topic 'square' in" in result.err
    assert "Did you mean 'squares'? Topics: squares." in result.err


def test_practice_may_be_of_one_question(exam):
    assert "No question" in exam.run("exam", "practice", "area").out


def test_interrupting_practice_ends_it_with_the_score(exam):
    with exam.start(
        "exam",
        "practice",
        "area",
        "--seed",
        1,
        stdin=subprocess.PIPE,
        env={"XDG_STATE_HOME": str(exam.root / "state")},
    ) as process:
        process.stdin.write("1\nA\n")
        process.stdin.flush()
        for line in process.stdout:
            if "Question 2" in line:
                break
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert "1 question: " in out
    assert "Traceback" not in err
