"""A paper of an exam in a real browser: the draft survives a kill, the file is saved, and all of it is reached."""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from grader.course import load_course
from grader.exam.exam_file import load_exam
from grader.exam.issued_exam import IssuedExam, issue
from grader.exam.number_reading import NumberRefusal, read_number
from grader.exam.question_bank import QuestionBank
from grader.exam.sheet_reading import read_sheets
from grader.reports.exam_paper import exam_paper_html

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "exam"))
from test_accessibility import DARK, LIGHT, faults_of
from test_number_reading import REFUSALS, SPELLINGS

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
EXAM = """\
title = "A paper of many kinds"
opens = 2026-12-01T10:00:00+01:00
closes = 2026-12-01T11:30:00+01:00
forms = 1
questions = ["class_variance", "output_side", "early_stopping", "confusion_table", "one_step", "attention_by_hand",
    "adam_steps", "class_posterior", "f1_from_counts", "batch_norm_by_hand", "layer_work"]
"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, IssuedExam]:
    """A page of an exam over the questions of this repository, and what was issued."""
    folder = tmp_path_factory.mktemp("exam")
    for name in ("questions", "reference"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "assignments").mkdir()
    shutil.copy(ROOT / "assignments" / "course.toml", folder / "assignments")
    (folder / "exams").mkdir()
    (folder / "exams" / "long.toml").write_text(EXAM)
    course = load_course(folder / "assignments")
    exam = load_exam(folder / "exams" / "long.toml")
    issued = issue(course, exam, ["ada"], QuestionBank(course), {"ada": 30})
    page = folder / "long-ada.html"
    page.write_text(exam_paper_html(exam.file, issued.forms[0], issued.papers[0]), encoding="utf-8")
    return page, issued


def field(question: str, name: str) -> str:
    return f'document.querySelector(\'[data-q="{question}"][data-f="{name}"]\')'


def typed(question: str, name: str, text: str) -> str:
    """What types into a field, as a keyboard would."""
    return (
        f"(i => {{ i.value = {json.dumps(text)}; i.dispatchEvent(new Event('input', {{bubbles: true}})); "
        f"return i.nextElementSibling.value; }})({field(question, name)})"
    )


STATE = "document.querySelector('[role=status]').textContent"


def wait_for(what: Any, seconds: float = 40) -> Any:
    """The first true value that a function returns."""
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
    return found


def test_a_draft_survives_a_kill_and_the_saved_file_is_what_was_typed(
    paper: tuple[Path, IssuedExam], browser: Any, tmp_path: Path
) -> None:
    page, issued = paper
    profile = tmp_path / "profile"
    with browser.session(profile) as first:
        first.visit(page)
        assert first.run(typed("class_variance", "variance", "3/8")) == "read as 0.375"
        assert first.run(typed("one_step", "z", "nonsense")) == "not read as a number"
        assert first.run(typed("output_side", "width", "128 pixels")) == "read as 128"
        assert first.run(typed("confusion_table", "matrix.2.3", "1,234")) == "read as 1.234 or 1234"
        for text, read in (("-1.457", "-1.457"), ("1,234", "1.234"), ("z = 1.500", "1.5")):
            assert first.run(typed("one_step", "slope", text)) == f"read as {read}", "decimals are asked for"
        first.run(typed("one_step", "slope", ""))
        first.run("document.querySelectorAll('[type=radio]')[2].click()")
        chosen = first.run("document.querySelectorAll('[type=radio]')[2].value")
        assert "Not saved yet." in first.run(STATE)
        store = profile / "Default" / "Local Storage" / "leveldb"
        wait_for(lambda: any(b"nonsense" in each.read_bytes() for each in store.glob("*.log")))
        first.kill()
    with browser.session(profile) as second:
        second.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path / "downloads"))
        second.visit(page)
        assert second.run(f"{field('class_variance', 'variance')}.value") == "3/8"
        assert second.run("document.querySelectorAll('[type=radio]')[2].checked") is True
        assert "Not saved yet." in second.run(STATE)
        second.run("document.querySelector('button').click()")
        saved = tmp_path / "downloads" / "long-ada.answers.json"
        wait_for(saved.exists)
        assert second.run(STATE) == "Saved. Hand in the file long-ada.answers.json from your downloads."
        second.visit(page)
        assert second.run(STATE).startswith("Saved.")
        second.run(typed("class_variance", "variance", "4"))
        assert "Not saved yet." in second.run(STATE)
    (sheet,) = read_sheets(tmp_path / "downloads", issued).read
    assert sheet.paper == issued.papers[0].paper
    assert sheet.answers["class_variance"] == {"variance": "3/8"}
    assert sheet.answers["confusion_table"] == {"matrix.2.3": "1,234"}
    assert sheet.answers["one_step"] == {"z": "nonsense"}
    assert list(sheet.answers["early_stopping"].values()) == [chosen]


MORE_REFUSED = [
    "1,234,567.8", "one", "1/0", "nan", "∞", "2 3", "1..2", "--2", "2^65", "sqrt(-1)", "(1", "1)", "", "x", "ln 0",
    "1e99", "3-", "*2", "0.5.5", "12,34,5", "pie", "2<3", "1e400", "sqrt", "()", "1±2",
]  # fmt: skip


NOT_TYPED = {
    "2½½",
    "(((((((((1)))))))))",
    "√√√√√√√√√2",
    "2^-2^-2^-2^-2^-2^-2^-2^-2^-2",
    "-(-(-(-(-(-(-(-(-(1)))))))))",
}
"""Nested deeper than the marking reads: a page does not count how deep."""


def test_a_page_reads_numbers_as_the_marking_does(
    paper: tuple[Path, IssuedExam], browser: Any, tmp_path: Path
) -> None:
    """A page may leave a text unread that the marking reads; it never shows another number than counts."""
    page, _ = paper
    assert 'maxlength="60"' in page.read_text(encoding="utf-8")
    texts = [
        *(text for each in SPELLINGS.values() for text in each),
        *(text for text, _ in REFUSALS),
        *MORE_REFUSED,
        "1,234",
        "1/2pi",
        "1 234,5",
        "2pi²",
    ]
    texts = [each for each in texts if each not in NOT_TYPED and len(each) <= 60]
    with browser.session(tmp_path / "profile") as opened:
        opened.visit(page)
        shown = opened.run(
            f"{json.dumps(texts)}.map(text => (i => {{ i.value = text; i.dispatchEvent(new Event('input', "
            f"{{bubbles: true}})); return i.nextElementSibling.value; }})({field('confusion_table', 'matrix.1.1')}))"
        )
    unread, other = [], []
    for text, told in zip(texts, shown, strict=True):
        found = read_number(text)
        if told in ("", "not read as a number"):
            unread += [] if isinstance(found, NumberRefusal) else [text]
            continue
        numbers = {float(each) for each in told.removeprefix("read as ").split(" or ")}
        wanted = set() if isinstance(found, NumberRefusal) else {float(f"{each.value:.9g}") for each in found}
        other += [] if numbers == wanted else [(text, numbers, wanted)]
    assert other == []
    assert len(unread) <= 12, unread


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, LIGHT), (390, LIGHT), (1280, DARK)], ids=["light", "phone", "dark"]
)
def test_axe_core_finds_nothing(
    width: int, scheme: str, paper: tuple[Path, IssuedExam], browser: Any, axe: str, tmp_path: Path
) -> None:
    text = paper[0].read_text(encoding="utf-8")
    assert faults_of(browser, {"paper": text}, axe, tmp_path, width, scheme) == {"paper": []}


FITS = """<!DOCTYPE html><title>fits</title><pre id="found"></pre><script>
addEventListener("load", () => {
    const page = document.querySelector("iframe").contentDocument, edge = page.documentElement.clientWidth + 1;
    const cut = [...page.querySelectorAll("main *")].filter(each => each.getBoundingClientRect().right > edge
        && !each.closest(".scroll") && !each.closest(".statement p") && !each.closest(".math"));
    document.getElementById("found").textContent = JSON.stringify({
        needs: page.documentElement.scrollWidth, has: page.documentElement.clientWidth,
        cut: cut.map(each => each.outerHTML.slice(0, 120))});
});
</script><iframe src="paper.html" style="width: WIDTHpx; height: 900px; border: 0"></iframe>"""


def fits(browser: Any, text: str, width: int, folder: Path) -> dict[str, Any]:
    (folder / "paper.html").write_text(text, encoding="utf-8")
    (folder / "fits.html").write_text(FITS.replace("WIDTH", str(width)), encoding="utf-8")
    dom = browser.open(folder / "fits.html").dom
    found: dict[str, Any] = json.loads(
        dom.partition('<pre id="found">')[2].partition("</pre>")[0].replace("&lt;", "<").replace("&gt;", ">")
    )
    return found


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_its_window(
    width: int, paper: tuple[Path, IssuedExam], browser: Any, tmp_path: Path
) -> None:
    found = fits(browser, paper[0].read_text(encoding="utf-8"), width, tmp_path)
    assert found["needs"] <= found["has"]
    assert found["cut"] == []


def test_the_print_is_a4_and_nothing_is_cut(
    paper: tuple[Path, IssuedExam], browser: Any, tmp_path: Path
) -> None:
    """180 mm are 680 px wide: laid out with the rules of print, nothing of the page reaches further."""
    text = paper[0].read_text(encoding="utf-8")
    as_print = text.replace("@media print", "@media all")
    assert as_print.count("@media all") >= 2
    found = fits(browser, as_print, 680, tmp_path)
    assert found["needs"] <= found["has"]
    assert found["cut"] == []
    pdf = browser.print(paper[0])
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert len(boxes) >= 2
    assert all(abs(float(wide) - 595) < 1 and abs(float(high) - 842) < 1 for wide, high in boxes)


def test_a_page_asks_the_network_for_nothing(paper: tuple[Path, IssuedExam], browser: Any) -> None:
    assert [each for each in browser.open(paper[0]).requests if not each.startswith(("file:", "data:"))] == []
