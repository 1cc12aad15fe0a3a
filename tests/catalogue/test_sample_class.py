"""The sample class, graded through the command line, gets what ``examples/expected.toml`` says."""

from __future__ import annotations

import csv
import html
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
CLASS_DIR = EXAMPLES / "class"
FORMS = (".py", ".ipynb", ".zip", ".tar.gz")
CORE = {
    "activations", "attention", "autodiff", "backpropagation", "batch_norm", "calculus",
    "convolution", "data_preparation", "fused_cross_entropy", "gaussian_classifier", "initialization", "linear_algebra",
    "linear_regression", "logistic_regression", "losses", "lstm_gru", "metrics", "mlp_training",
    "optimizers", "pairwise_distances", "perceptron", "probability", "rnn", "softmax_regression", "top_k",
}  # fmt: skip
SECRETS = ("GRADER_SECRET_FILE", "GRADER_COURSE")


def _expected(part):
    """``{(assignment, student): what is expected}`` of one part of the file."""
    table = tomllib.loads((EXAMPLES / "expected.toml").read_text(encoding="utf-8"))[part]
    return {(name, student): row for name, rows in table.items() for student, row in rows.items()}


CLASS = _expected("class")
REJECTED = _expected("rejected")
EACH = pytest.mark.parametrize(
    ("assignment", "student"), [pytest.param(*key, id="/".join(key)) for key in sorted(CLASS)]
)


class Run(NamedTuple):
    code: int
    said: str
    folder: Path

    def place(self, assignment, student):
        """Where a report lies."""
        return self.folder / student / assignment

    def report(self, assignment, student):
        return json.loads((self.place(assignment, student) / "report.json").read_text(encoding="utf-8"))


def _grade(folder, *arguments, secret=None):
    """Run ``grader grade`` as an instructor would; wide, so that no sentence is broken."""
    environment = {name: value for name, value in os.environ.items() if name not in SECRETS}
    environment |= {"COLUMNS": "1000"} | ({"GRADER_SECRET_FILE": str(secret)} if secret else {})
    command = [sys.executable, "-m", "grader", "grade", *arguments, "-o", folder, "--jobs", "2"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1800)
    said = done.stdout + done.stderr
    assert (folder / "index.html").is_file(), f"nothing was graded: {said}"
    assert "Traceback" not in said, said
    return Run(done.returncode, said, folder)


def _given(report):
    """What a report says, in the words of ``expected.toml``."""
    tests = report["tests"]
    return {
        "score": report["score"],
        "mistakes": sorted({t["mistake"]["id"] for t in tests if t["mistake"]}),
        "verdicts": sorted({t["verdict"] for t in tests} - {"passed"}),
        "timed": {
            p["id"]: {"ending": p["ending"], "points": p["points"]}
            for p in report["performance"]
            if p["device"] == "cpu"
        },
    }


def _everywhere(report):
    """What can be earned on every machine: without what is timed on a GPU, where there is one."""
    return report["max_score"] - sum(p["max_points"] for p in report["performance"] if p["device"] != "cpu")


def _wanted(row, given):
    sure = set(row.get("mistakes", []))
    possible = set(row.get("perhaps", [])) & set(given["mistakes"])
    return {
        "score": pytest.approx(row["score"], abs=1e-6),
        "mistakes": sorted(sure | possible),
        "verdicts": row.get("verdicts", []),
        "timed": row.get("timed", {}),
    }


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    return _grade(tmp_path_factory.mktemp("class") / "results", CLASS_DIR)


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    return _grade(tmp_path_factory.mktemp("rejected") / "results", EXAMPLES / "rejected")


def test_the_class_is_graded_without_a_complaint(graded):
    """A class with every kind of bad submission still ends with exit code 0."""
    assert graded.code == 0, graded.said


def test_every_submission_has_an_expectation_and_every_expectation_a_submission(graded):
    """The sheet has a score where one is expected, and nowhere else."""
    with (graded.folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {name for name, _ in CLASS}
    found = {(name, row["student"]) for row in rows for name in names if row[f"{name}_status"] == "graded"}
    assert found == set(CLASS)
    assert {row["student"] for row in rows} == {student for _, student in CLASS}


@EACH
def test_score_mistakes_and_verdicts_are_the_expected_ones(graded, assignment, student):
    """No mistake is missed, none is invented, and the points are the same on every machine."""
    given = _given(graded.report(assignment, student))
    assert given == _wanted(CLASS[assignment, student], given)


@pytest.mark.parametrize(("assignment", "student"), [k for k in sorted(CLASS) if "timed" in CLASS[k]])
def test_what_is_timed_is_told_and_can_be_judged_again(graded, assignment, student):
    """The report says what the clock saw, on the page as well, and every time taken lies beside it."""
    report, place = graded.report(assignment, student), graded.place(assignment, student)
    timed = [p for p in report["performance"] if p["device"] == "cpu"]
    words = [text for p in timed for text in (p["message"], *(e["message"] for e in p["evidence"]))]
    told = CLASS[assignment, student]["told"]
    assert any(told in text for text in words), words
    assert told in html.unescape((place / "report.html").read_text(encoding="utf-8"))
    log = json.loads((place / "timing.json").read_text(encoding="utf-8"))
    for p in timed:
        judged = {size["size"] for size in p["sizes"]}
        assert bool(judged) == (p["ending"] == "judged")
        assert set(log[p["id"]]["sizes"]) == judged
        assert log[p["id"]]["probe"] or not judged


def test_the_clock_shows_a_fast_a_slow_and_a_dishonest_submission(graded):
    """All points, none for want of speed, and none because an answer was kept from call to call."""
    reports = [graded.report(*key) for key, row in CLASS.items() if "timed" in row]
    seen = {(p["ending"], p["points"] == p["max_points"]) for r in reports for p in r["performance"][:1]}
    assert seen == {("judged", True), ("judged", False), ("failed", False)}


@EACH
def test_remarks_on_the_submission_are_the_expected_ones(graded, assignment, student):
    """A wrong file name and a cell that was left out are said; a correct hand-in earns no remark."""
    notices = graded.report(assignment, student)["notices"]
    wanted = CLASS[assignment, student].get("notices", [])
    assert len(notices) == len(wanted), notices
    for words, notice in zip(wanted, notices, strict=True):
        assert words in notice


@EACH
def test_a_page_lies_beside_every_report(graded, assignment, student):
    """The page is whole, names the student and runs no script."""
    page = (graded.place(assignment, student) / "report.html").read_text(encoding="utf-8")
    assert page.rstrip().endswith("</html>")
    assert student in page
    assert "<script" not in page.lower()


def test_one_page_and_one_table_show_the_whole_class(graded):
    """The class page lists every student, the printed table every score."""
    page = (graded.folder / "index.html").read_text(encoding="utf-8")
    for _, student in CLASS:
        assert student in page
        assert student in graded.said
    assert f"{len(CLASS)} graded" in graded.said


def test_a_lost_point_always_has_a_reason(graded):
    """Every test that did not pass says what happened, or names the mistake."""
    for assignment, student in CLASS:
        for test in graded.report(assignment, student)["tests"]:
            told = test["message"] or test["mistake"]
            assert test["verdict"] == "passed" or told, f"{assignment}, {student}: {test['id']} says nothing"


def test_each_assignment_of_the_core_has_a_right_submission_and_wrong_ones(graded):
    """The demonstration shows full marks and lost points in every assignment of the core."""
    reports = [graded.report(*key) for key in CLASS]
    assert {report["assignment"] for report in reports} == CORE
    for name in CORE:
        full = [r["score"] == _everywhere(r) for r in reports if r["assignment"] == name]
        assert any(full), f"{name}: nobody has full marks"
        assert not all(full), f"{name}: nobody has lost a point"


@pytest.mark.parametrize("form", [*FORMS, "folder"])
def test_the_class_hands_in_every_form(form):
    """Files, notebooks, archives and folders are all there."""
    entries = list(CLASS_DIR.glob("*/*"))
    matching = [e for e in entries if (e.is_dir() if form == "folder" else e.name.endswith(form))]
    assert len(matching) >= 2


@pytest.mark.parametrize("name", ["backpropagation", "metrics", "mlp_training", "rnn"])
def test_scores_do_not_hang_on_the_secret(name, tmp_path):
    """With another secret, and so with other hidden inputs, every score stays what it is."""
    secret = tmp_path / "secret"
    secret.write_bytes(b"another secret of the course")
    run = _grade(tmp_path / "results", CLASS_DIR / name, "-a", name, secret=secret)
    for assignment, student in CLASS:
        if assignment == name:
            given = _given(run.report(assignment, student))
            assert given == _wanted(CLASS[assignment, student], given), student


def test_unreadable_submissions_are_reported_and_the_others_graded(refused):
    """Exit code 4: each rejected submission is printed with its reason, and nothing else is lost."""
    assert refused.code == 4, refused.said
    with (refused.folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        status = {row["student"]: row["metrics_status"] for row in csv.DictReader(file)}
    wanted = {name: "rejected" if "rejected" in row else "graded" for (_, name), row in REJECTED.items()}
    assert status == wanted


@pytest.mark.parametrize(
    "student", sorted(student for (_, student), row in REJECTED.items() if "rejected" in row)
)
def test_the_reason_of_a_rejection_is_told(refused, student):
    """The reason is printed and stands on the class page, beside whose submission it was."""
    reason = REJECTED["metrics", student]["rejected"]
    lines = [line for line in refused.said.splitlines() if line.startswith(f"Not read: {student} ")]
    assert lines, refused.said
    assert all(reason in line for line in lines)
    assert reason in (refused.folder / "index.html").read_text(encoding="utf-8")
    assert not (refused.place("metrics", student) / "report.json").exists()


@pytest.mark.parametrize(
    "student", sorted(student for (_, student), row in REJECTED.items() if "score" in row)
)
def test_submissions_beside_a_rejected_one_are_graded(refused, student):
    """What can be read gets its score, whatever lies beside it."""
    given = _given(refused.report("metrics", student))
    assert given == _wanted(REJECTED["metrics", student], given)
