"""``grader grade`` over the downloads of learning platforms, from the zip to the sheet."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime

import pytest

ROSTER = """\
student,name,canvas_id,moodle_id,sid,login,group
amber,Amber Birch,101,101,101,u_amber,
ivy,Ivy Larch,102,102,102,u_ivy,
ash,Ash Linden,103,103,103,u_ash,Pair
fir,Fir Tansy,104,104,104,u_fir,Pair
willow,Umber Willow,105,105,105,u_willow,
"""
METADATA = """\
submission_1:
  :submitters:
  - {":name": Amber Birch, ":sid": "101"}
  :created_at: 2026-11-20 23:59:01.000001 Z
submission_2:
  :submitters:
  - {":name": Ivy Larch, ":sid": "102"}
  :created_at: 2026-11-19 10:00:00.000000 Z
submission_3:
  :submitters:
  - {":name": Ash Linden, ":sid": "103"}
  - {":name": Fir Tansy, ":sid": "104"}
  :created_at: 2026-11-19 10:00:00.000000 Z
submission_4:
  :submitters:
  - {":name": Somebody Else, ":sid": "999"}
"""
SENT = "2026-11-20-23-59-01"


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def downloads(right, averaged):
    """The same four works as each platform packs them: right, averaged in a zip, right of a pair, a stranger's."""
    inner = zipped({"hw/sums.py": averaged})
    return {
        "canvas": {
            "birchamber_LATE_101_9001_sums-1.py": right,
            "birchamber_LATE_101_9002_sums.pdf": "%PDF",
            "larchivy_102_9003_sums.zip": inner,
            "pair_103_9004_sums.py": right,
            "somebodyelse_999_9005_sums.py": right,
        },
        "moodle": {
            "Amber Birch_101_assignsubmission_file/sums.py": right,
            "Ivy Larch_102_assignsubmission_file/homework.zip": inner,
            "Pair_7_assignsubmission_file/sums.py": right,
            "Somebody Else_999_assignsubmission_file/sums.py": right,
        },
        "gradescope": {
            "assignment_5_export/submission_metadata.yml": METADATA,
            "assignment_5_export/submission_1/sums.py": right,
            "assignment_5_export/submission_2/hw.zip": inner,
            "assignment_5_export/submission_3/sums.py": right,
            "assignment_5_export/submission_4/sums.py": right,
        },
        "blackboard": {
            f"HW_1_u_amber_attempt_{SENT}_sums.py": right,
            f"HW_1_u_amber_attempt_{SENT}.txt": "Name: Amber Birch",
            f"HW_1_u_ivy_attempt_{SENT}_hw.zip": inner,
            f"HW_1_u_ash_attempt_{SENT}_sums.py": right,
            f"HW_1_u_fir_attempt_{SENT}_sums.py": right,
            f"HW_1_u_else_attempt_{SENT}_sums.py": right,
        },
        r"regex=(?P<login>\w+?)-(?P<file>.+)": {
            "u_amber-sums.py": right,
            "u_ivy-sums.zip": inner,
            "u_ash-sums.py": right,
            "u_fir-sums.py": right,
            "u_else-sums.py": right,
        },
    }


@pytest.fixture
def download(workshop, submissions):
    """``download(platform)`` writes a zip with a class; more files may be added or changed."""

    def write(platform, changes=None):
        files = downloads(submissions["right"], submissions["averaged"])[platform] | (changes or {})
        path = workshop.root / "download.zip"
        path.write_bytes(zipped(files))
        workshop.write("roster.csv", ROSTER)
        return path

    return write


@pytest.fixture
def grade_download(workshop, call, download):
    def run(path, *arguments):
        usual = ("-a", "sums", "--roster", "roster.csv", "-j", 1, "-o", workshop.out)
        return call("grade", path, *usual, *arguments, cwd=workshop.root)

    return run


def records(workshop):
    found = (workshop.out / ".grader" / "records" / "sums").glob("*.json")
    return {path.stem: json.loads(path.read_text())["record"] for path in found}


def hand_ins(workshop):
    return {student: record["hand_in"] for student, record in records(workshop).items()}


@pytest.mark.parametrize(
    ("platform", "via"),
    [("canvas", "canvas"), ("moodle", "moodle"), ("gradescope", "gradescope"), ("blackboard", "blackboard"),
     (r"regex=(?P<login>\w+?)-(?P<file>.+)", "regex")],
)  # fmt: skip
def test_a_download_is_graded_from_the_zip_to_the_sheet(workshop, download, grade_download, platform, via):
    result = grade_download(download(platform), "--from", platform, "--time-zone", "UTC")
    assert result.code == 4, result.err  # the stranger's work could not be graded
    assert f"Read as {via} (as --from says):" in result.err
    assert workshop.scores() == {"amber": 5.0, "ash": 5.0, "fir": 5.0, "ivy": 3.0, "willow": None}
    sheet = workshop.sheet()
    assert sheet["willow"]["sums_status"] == "absent"
    assert sheet["willow"]["sums"] == ""
    assert {each["via"] for each in hand_ins(workshop).values()} == {via}
    assert "Nobody on" in result.out
    page = "".join(each.read_text() for each in workshop.out.glob("*.html"))
    assert "Nobody on" in page
    assert "roster.csv has" in page


def test_canvas_says_late_attempt_and_group_in_the_record(workshop, download, grade_download):
    grade_download(download("canvas"))
    assert hand_ins(workshop)["amber"] == {
        "received_us": None, "attempt": 2, "late": True, "via": "canvas", "group": "",
    }  # fmt: skip
    assert {student: each["group"] for student, each in hand_ins(workshop).items()} == {
        "amber": "", "ivy": "", "ash": "Pair", "fir": "Pair",
    }  # fmt: skip


@pytest.mark.parametrize(("platform", "micro"), [("gradescope", 1), ("blackboard", 0)])
def test_the_time_is_in_the_record(workshop, download, grade_download, platform, micro):
    result = grade_download(download(platform), "--time-zone", "UTC")
    sent = datetime(2026, 11, 20, 23, 59, 1, tzinfo=UTC)
    assert hand_ins(workshop)["amber"]["received_us"] == int(sent.timestamp()) * 10**6 + micro
    assert ("Times in it are taken as of UTC" in result.err) == (platform == "blackboard")


def test_what_was_not_taken_is_listed_on_the_page_and_on_the_terminal(workshop, download, grade_download):
    path = download(
        "moodle", {"Ivy Larch_102_assignsubmission_onlinetext/onlinetext.html": "<p>x</p>", "x.pdf": "%PDF"}
    )
    result = grade_download(path)
    page = "".join(each.read_text() for each in workshop.out.glob("*.html"))
    for text in (" ".join(result.out.split()), page):
        assert "online text, which is not graded beside a file" in text
        assert "its name is not one that Moodle gives" in text
    assert "Read as moodle (by its names; --from says otherwise): 5 submissions." in result.err


def test_a_newer_download_is_added_with_resume(workshop, download, grade_download, submissions):
    grade_download(download("canvas"))
    before = records(workshop)
    newer = {
        "larchivy_102_9010_sums-1.py": submissions["right"],
        "willowumber_105_9011_sums.py": submissions["averaged"],
    }
    result = grade_download(download("canvas", newer), "--resume")
    assert workshop.scores() == {"amber": 5.0, "ash": 5.0, "fir": 5.0, "ivy": 5.0, "willow": 3.0}
    after = records(workshop)
    assert {student for student in before if before[student] == after[student]} == {"amber", "ash", "fir"}
    assert after["ivy"]["hand_in"]["attempt"] == 2
    assert "ivy" in result.out


def test_an_unpacked_download_gives_the_same_result(workshop, download, grade_download):
    with zipfile.ZipFile(download("moodle")) as archive:
        archive.extractall(workshop.root / "unpacked")
    assert grade_download(workshop.root / "unpacked").code == 4
    assert workshop.scores() == {"amber": 5.0, "ash": 5.0, "fir": 5.0, "ivy": 3.0, "willow": None}


def test_a_class_in_one_zip_is_graded_as_its_folder(workshop, call, submissions):
    path = workshop.root / "class.zip"
    path.write_bytes(
        zipped({"class/ada_sums.py": submissions["right"], "class/bob.py": submissions["averaged"]})
    )
    result = call("grade", path, "-a", "sums", "-j", 1, "-o", workshop.out, cwd=workshop.root)
    assert result.code == 0
    assert "Read as files (by its names; --from says otherwise): 2 submissions." in result.err
    assert workshop.scores() == {"ada": 5.0, "bob": 3.0}


def test_typed_text_is_graded_if_that_is_asked_for(workshop, call, submissions):
    path = workshop.root / "download.zip"
    page = "".join(f"<p>{line.replace(' ', '&nbsp;')}</p>" for line in submissions["right"].splitlines())
    path.write_bytes(zipped({"Amber Birch_101_assignsubmission_onlinetext/onlinetext.html": page}))
    call("grade", path, "-a", "sums", "-j", 1, "-o", workshop.out, "--online-text", cwd=workshop.root)
    assert workshop.scores() == {"Amber Birch-101": 5.0}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--from", "ilias", "-a", "sums"), "--from ilias: must be one of canvas, moodle"),
        (
            ("--from", "canvas"),
            "--from canvas reads one download for one assignment, got 1 paths and 0 assignments",
        ),
        (("--from", "canvas", "-a", "sums", "-a", "means"), "got 1 paths and 2 assignments"),
        (
            ("--from", "canvas", "-a", "sums", "--time-zone", "Nowhere/Here"),
            "there is no time zone of that name",
        ),
        (("--from", "regex=(", "-a", "sums"), "not a regular expression"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(workshop, call, download, arguments, message):
    result = call("grade", download("canvas"), *arguments, "-o", workshop.out, cwd=workshop.root)
    assert result.code == 2
    assert message in result.err


@pytest.mark.parametrize("option", [("--online-text",), ("--time-zone", "UTC")])
def test_what_only_a_download_has_is_refused_for_an_ordinary_class(workshop, call, option):
    workshop.hand_in("ada")
    result = call("grade", workshop.submissions, "-a", "sums", "-o", workshop.out, *option, cwd=workshop.root)
    assert result.code == 2
    assert "are for the download of a learning platform, and this looks like none" in result.err


def test_another_platform_without_a_roster_would_count_students_twice(workshop, call, download):
    def run(platform, *arguments):
        return call(
            "grade",
            download(platform),
            "-a",
            "sums",
            "-j",
            1,
            "-o",
            workshop.out,
            *arguments,
            cwd=workshop.root,
        )

    assert run("canvas").code == 0
    refused = run("moodle", "--resume")
    assert refused.code == 2
    assert "the earlier run named the students as canvas does, and moodle names them otherwise" in refused.err
    assert run("canvas", "--resume").code == 0


def test_a_download_that_is_no_zip_is_refused(workshop, call):
    path = workshop.write("download.zip", "no zip")
    result = call("grade", path, "--from", "canvas", "-a", "sums", "-o", workshop.out, cwd=workshop.root)
    assert result.code == 2
    assert "this is no zip file that can be read" in result.err


@pytest.mark.parametrize(("counts", "told"), [("best", True), ("latest", False)])
def test_earlier_attempts_of_a_download_are_told_where_the_best_attempt_counts(
    workshop, call, submissions, counts, told
):
    workshop.write(
        "assignments/course.toml",
        'title = "Small numbers"\nreference = "../reference"\nrequired_isolation = 0\n'
        f'[late]\ncounts = "{counts}"\n',
    )
    files = {f"ada-{number}.py": submissions["right"] for number in (1, 2, 3)}
    (workshop.root / "class.zip").write_bytes(zipped(files))
    done = call(
        "grade", "class.zip", "--from", r"regex=(?P<student>\w+)-(?P<attempt>\d)\.py", "-a", "sums", "-o", workshop.out,
        "-j", 1, cwd=workshop.root,
    )  # fmt: skip
    assert done.code == 0, done.err
    assert ("holds 2 files or folders of earlier attempts, which are not graded" in done.err) == told


@pytest.mark.parametrize(("time", "told"), [("", True), ("2026-11-21_00-08", False)])
def test_who_is_marked_late_without_a_time_is_listed_for_the_staff(workshop, call, submissions, time, told):
    files = {
        f"{student}{late}{time}.py": submissions["right"]
        for student, late in (("ada", "-LATE-"), ("bob", "-"))
    }
    (workshop.root / "class.zip").write_bytes(zipped(files))
    pattern = r"regex=(?P<student>[a-z]+)-(?P<late>LATE-)?(?P<time>.+)?\.py"
    done = call(
        "grade", "class.zip", "--from", pattern, "-a", "sums", "-o", workshop.out, "-j", 1, cwd=workshop.root
    )
    assert done.code == 0, done.err
    printed = " ".join(done.out.split())
    assert ("To look at (sums): the platform marks these as late" in printed) == told
    assert ("count as in time: ada. Take off" in printed) == told
