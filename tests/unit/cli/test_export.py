"""``grader export``: from a class that was graded to files that platforms read."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import stat
import zipfile
from pathlib import Path

import pytest

ROSTER = """student,name,canvas_id,moodle_id,sid,email,login,file
ada,"Birch, Ada",101,4711,90001,ada@uni.example,u_ada,ada_sums*
bob,"Larch, Bob",102,4712,90002,bob@uni.example,u_bob,bob_sums*
cat,王小明,103,4713,90003,cat@uni.example,u_cat,cat_sums*
eve,"Ash, Eve",104,4714,90004,eve@uni.example,u_eve,
"""
CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,Sums (5501),Final Score
    Points Possible,,,,,5,(read only)
"Birch, Ada",101,90001,u_ada,A,,
"Larch, Bob",102,90002,u_bob,A,3.00,
王小明,103,90003,u_cat,A,,
"Ash, Eve",104,90004,u_eve,A,,
"Student, Test",999,,x,A,,
"""
MOODLE = """Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,\
Last modified (submission),\
Last modified (grade),Feedback comments
Participant 4711,Ada Birch,ada@uni.example,Submitted,,5.00,Yes,-,-,
Participant 4712,Bob Larch,bob@uni.example,Submitted,3.00,5.00,Yes,-,-,3 of 5 points.
Participant 4713,王小明,cat@uni.example,Submitted,,5.00,Yes,-,-,
"""
BRIGHTSPACE = """OrgDefinedId,Sums Points Grade <Numeric MaxPoints:5>,End-of-Line Indicator
#90001,,#
#90002,3,#
#90003,,#
"""


@pytest.fixture(scope="module")
def graded_once(tmp_path_factory, make_workshop):
    """A class of four: right, averaged, one that does not parse, and one of whom nothing came."""
    workshop = make_workshop(tmp_path_factory.mktemp("graded"))
    workshop.write("roster.csv", ROSTER)
    workshop.hand_in("ada")
    workshop.hand_in("bob", kind="averaged")
    workshop.hand_in("cat", kind="broken")
    assert workshop.grade("--roster", workshop.root / "roster.csv").code == 0
    return workshop


@pytest.fixture
def export(workshop, graded_once, call):
    """``export("canvas", text)``: the call, with the file that was written in it."""
    shutil.copytree(graded_once.root, workshop.root, dirs_exist_ok=True)

    def run(kind: str, theirs: str = "", *options: object, assignment: str = "sums"):
        named = []
        if theirs:
            workshop.write("theirs.csv", theirs)
            named = ["--from", workshop.root / "theirs.csv"]
        out = workshop.root / "out.csv"
        return call(
            "export", assignment, "--format", kind, *named, "-o", out, "--results", workshop.out, *options,
            cwd=workshop.root,
        )  # fmt: skip

    return run


def rows(workshop) -> list[list[str]]:
    return list(csv.reader(io.StringIO((workshop.root / "out.csv").read_text("utf-8-sig"))))


def test_canvas_gets_the_rows_that_change(export, workshop):
    done = export("canvas", CANVAS)
    assert (done.code, done.out) == (0, f"{workshop.root / 'out.csv'}: 2 rows, 2 unchanged\n")
    assert [(row[0], row[-1]) for row in rows(workshop)] == [
        ("Student", "Sums (5501)"), ("    Points Possible", "5"), ("Birch, Ada", "5"), ("王小明", "0"),
    ]  # fmt: skip
    assert "Note: sums is not published here." in done.err
    assert stat.S_IMODE((workshop.root / "out.csv").stat().st_mode) == 0o600


def test_moodle_gets_a_worksheet_and_everybodys_page(export, workshop):
    done = export("moodle", MOODLE)
    assert done.code == 0
    assert [(row[0], row[4], row[-1]) for row in rows(workshop)[1:]] == [
        ("Participant 4711", "5", "5 of 5 points."), ("Participant 4713", "0", "0 of 5 points."),
    ]  # fmt: skip
    with zipfile.ZipFile(workshop.root / "out-feedback.zip") as archive:
        assert archive.namelist() == [
            "Ada Birch_4711_assignsubmission_file/report.html", "Bob Larch_4712_assignsubmission_file/report.html",
            "王小明_4713_assignsubmission_file/report.html",
        ]  # fmt: skip
        page = archive.read("Bob Larch_4712_assignsubmission_file/report.html")
    assert page == (workshop.out / "bob" / "sums" / "report.html").read_bytes()


def test_gradescope_gets_a_sheet_and_results_of_everybody(export, workshop, call):
    call(
        "gradebook",
        "adjust",
        "bob",
        "sums",
        "--points",
        "+1",
        "--reason",
        "so",
        "-o",
        workshop.out,
        cwd=workshop.root,
    )
    done = export("gradescope", "", "--course", workshop.course)
    assert done.code == 0
    assert [row[:4] for row in rows(workshop)[1:]] == [
        ["Birch, Ada", "90001", "ada@uni.example", "5"], ["Larch, Bob", "90002", "bob@uni.example", "4"],
        ["王小明", "90003", "cat@uni.example", "0"], ["Ash, Eve", "90004", "eve@uni.example", ""],
    ]  # fmt: skip
    with zipfile.ZipFile(workshop.root / "out-results.zip") as archive:
        assert archive.namelist() == ["ada/results.json", "bob/results.json", "cat/results.json"]
        results = json.loads(archive.read("bob/results.json"))
    assert results["score"] == 4.0
    assert results["output"].startswith("4 of 5 points. Points changed by +1: so\n")


def test_gradescope_says_whose_record_is_gone(export, workshop):
    for path in workshop.out.glob(".grader/*/sums/bob*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    done = export("gradescope", "", "--course", workshop.course)
    assert done.code == 4
    assert "1 student has a grade that no record explains, so there is no results.json:\n  bob\n" in done.err


def test_brightspace_gets_everybody_or_the_rows_that_change(export, workshop):
    assert export("brightspace").code == 0
    assert rows(workshop)[1:] == [["90001", "5", "#"], ["90002", "3", "#"], ["90003", "0", "#"]]
    assert export("brightspace", BRIGHTSPACE).code == 0
    assert rows(workshop)[1:] == [["#90001", "5", "#"], ["#90003", "0", "#"]]


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_everybody_is_listed_for_programs_of_ones_own(export, workshop, kind):
    assert export(kind).code == 0
    text = (workshop.root / "out.csv").read_text()
    if kind == "json":
        found = [(each["student"], each["grade"]) for each in json.loads(text)["grades"]]
        assert found == [("ada", 5.0), ("bob", 3.0), ("cat", 0.0), ("eve", None)]
    else:
        found = [(each["student"], each["grade"]) for each in csv.DictReader(io.StringIO(text))]
        assert found == [("ada", "5"), ("bob", "3"), ("cat", "0"), ("eve", "")]


def test_a_grade_without_a_row_is_listed_and_the_exit_code_says_so(export):
    done = export("canvas", "\n".join(line for line in CANVAS.splitlines() if "103" not in line) + "\n")
    assert done.code == 4
    assert (
        "1 student has a grade and no row in their file, so this grade is NOT exported: cat (0) "
        in " ".join(done.err.split())
    )


def test_a_published_assignment_needs_no_note(export, workshop, call):
    call("gradebook", "publish", "sums", "-o", workshop.out, cwd=workshop.root)
    assert export("csv").err == ""


@pytest.mark.parametrize(
    ("kind", "theirs", "options", "message"),
    [
        ("canvas", "", (), "--format canvas needs --from THEIR_FILE: the gradebook that Canvas exports"),
        ("moodle", "", (), "--format moodle needs --from THEIR_FILE: the grading worksheet"),
        ("csv", CANVAS, (), "--format csv reads no file of a platform"),
        ("gradescope", CANVAS, (), "--format gradescope reads no file of a platform"),
        ("moodle", MOODLE, ("--column", "x"), "--column is for canvas and brightspace, not for moodle"),
        ("json", "", ("--scale",), "--scale is for canvas and moodle and brightspace, not for json"),
        ("moodle", MOODLE, ("--keep-theirs",), "--keep-theirs is for canvas, not for moodle"),
        ("brightspace", "", ("--scale",), "--scale needs --from THEIR_FILE"),
        ("canvas", CANVAS, ("--column", "Sumz"), "there is no column 'Sumz', and Canvas would make one"),
        ("moodle", CANVAS, (), "this is no grading worksheet"),
    ],
)
def test_what_cannot_be_exported_is_refused_and_nothing_is_written(
    export, workshop, kind, theirs, options, message
):
    refused = export(kind, theirs, *options)
    assert refused.code == 2
    assert message in refused.err
    assert not (workshop.root / "out.csv").exists()


def test_an_unknown_assignment_and_other_results_are_refused(export, workshop, call, tmp_path):
    assert (
        "The gradebook has no assignment 'sum'. Did you mean 'sums'?" in export("csv", assignment="sum").err
    )
    refused = call("export", "sums", "--format", "csv", "-o", tmp_path / "x.csv", cwd=tmp_path)
    assert refused.code == 2
    assert "there are no results here. Name their folder with --results" in refused.err


def test_their_file_is_not_overwritten(export, workshop):
    refused = export("canvas", CANVAS, "-o", workshop.root / "theirs.csv")
    assert refused.code == 2
    assert "which would be lost" in refused.err
    assert (workshop.root / "theirs.csv").read_text() == CANVAS


def test_gradescope_needs_the_course(export, workshop):
    shutil.move(workshop.course, workshop.root / "elsewhere")
    refused = export("gradescope")
    assert refused.code == 2
    assert "name the course with --course" in refused.err


def test_the_commands_of_the_documentation_are_those_that_there_are(export, workshop):
    page = (
        (Path(__file__).parents[3] / "docs" / "class.md")
        .read_text(encoding="utf-8")
        .partition("## Exports")[2]
    )
    commands = re.findall(r"^grader export metrics (.+?)(?: +#.*)?$", page, re.MULTILINE)
    files = {"gradebook.csv": CANVAS, "worksheet.csv": MOODLE, "items.csv": BRIGHTSPACE}
    for name, text in files.items():
        workshop.write(name, text)
    assert len(commands) >= 6
    for command in commands:
        words = command.replace("grades/", "").split()
        named = words[words.index("--from") + 1] if "--from" in words else None
        kind = words[words.index("--format") + 1]
        assert export(kind, files[named] if named else "", *[w for w in words if w == "--scale"]).code == 0, (
            command
        )
