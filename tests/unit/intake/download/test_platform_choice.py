"""A platform is guessed only where exactly one fits."""

from __future__ import annotations

import pytest
from downloaded_class import MODULE, work, zipped

from grader.errors import UsageError
from grader.intake import Roster
from grader.intake.download import HandedClass, choose_download

MOODLE = "Amber Birch_4_assignsubmission_file/metrics.py"
CANVAS = "birchamber_4_55_metrics.py"
BLACKBOARD = "Homework_1_2_amber_attempt_2026-11-20-23-59-01_metrics.py"


@pytest.fixture
def choose(tmp_path):
    def choice(*names, source=None, folder=False):
        path = tmp_path / "download.zip"
        if folder:
            for name in names:
                (tmp_path / "unpacked" / name).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / "unpacked" / name).write_bytes(work("x"))
            path = tmp_path / "unpacked"
        else:
            path.write_bytes(zipped([(name, work("x")) for name in names]))
        return choose_download(path, source, MODULE)

    return choice


@pytest.mark.parametrize("folder", [False, True])
@pytest.mark.parametrize("outer", ["", "outer/"])
@pytest.mark.parametrize(
    ("names", "platform"),
    [
        ([CANVAS, "larchivy_5_56_metrics.zip", "roster.csv"], "canvas"),
        ([MOODLE, "Ivy Larch_5_assignsubmission_onlinetext/onlinetext.html"], "moodle"),
        (["submission_metadata.yml", "submission_1/metrics.py"], "gradescope"),
        ([BLACKBOARD, "Homework_1_2_amber_attempt_2026-11-20-23-59-01.txt"], "blackboard"),
    ],
)
def test_the_only_platform_that_fits_is_taken(choose, names, platform, outer, folder):
    download = choose(*(outer + name for name in names), folder=folder)
    assert download is not None
    assert (download.platform, download.guessed) == (platform, True)


@pytest.mark.parametrize(
    "names",
    [
        ["metrics.py", CANVAS],
        ["metrics.ipynb", MOODLE],
        [MOODLE, "somebody/metrics.py"],
        [CANVAS, "somebody.py"],
        ["plain.py"],
        ["birchamber_4_metrics.py"],
        ["team_1_2_x/metrics.py"],
    ],
)
def test_an_ordinary_folder_is_no_download(choose, names):
    assert choose(*names, folder=True) is None


def test_several_platforms_that_fit_are_asked_about(choose):
    with pytest.raises(
        UsageError, match=r"fit the downloads of canvas and gradescope\. Say which it is with --from"
    ):
        choose(CANVAS, "submission_metadata.yml")


def test_what_was_said_counts(choose):
    assert choose(CANVAS, source="moodle").platform == "moodle"
    assert not choose(CANVAS, source="canvas").guessed


def test_an_unknown_platform_is_refused_with_those_that_are_known(choose):
    with pytest.raises(
        UsageError, match="--from ilias: must be one of canvas, moodle, gradescope, blackboard, files"
    ):
        choose(CANVAS, source="ilias")


def test_a_zip_that_cannot_be_listed_is_left_to_whoever_reads_it(tmp_path):
    (tmp_path / "ada.zip").write_bytes(b"no zip")
    assert choose_download(tmp_path / "ada.zip", None, MODULE) is None


@pytest.mark.parametrize(
    ("platform", "needed"),
    [
        ("canvas", "canvas_id or name or group"), ("moodle", "moodle_id or name or group"),
        ("gradescope", "sid or email or name"), ("blackboard", "login"), ("files", "file"),
    ],
)  # fmt: skip
def test_a_roster_that_cannot_know_anybody_is_refused(choose, roster, platform, needed):
    with pytest.raises(UsageError) as error:
        HandedClass(download=choose(CANVAS, source=platform)).find(MODULE, roster=roster("repository"))
    assert f"the roster needs a column {needed}, got repository, student." in str(error.value)


def test_an_unpacked_download_whose_files_the_roster_names_is_an_ordinary_class(tmp_path):
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / CANVAS).write_bytes(work("x"))
    (tmp_path / "roster.csv").write_text("student,file\ns1,birchamber*\n")
    assert choose_download(tmp_path / "class", None, MODULE, Roster.load(tmp_path / "roster.csv")) is None
    (tmp_path / "roster.csv").write_text("student,file,name\ns1,birchamber*,Amber Birch\n")
    assert choose_download(tmp_path / "class", None, MODULE, Roster.load(tmp_path / "roster.csv")) is not None


def test_a_folder_that_is_not_there_is_left_to_whoever_reads_it(tmp_path):
    assert choose_download(tmp_path / "nowhere", None, MODULE) is None


@pytest.mark.parametrize("name", ["1_" * 20_000 + "x.py", "a" * 30_000 + "_1_2_x.py", "_attempt_" * 5000])
def test_very_long_names_are_no_names_of_a_platform(settle, name):
    settled = settle([(name, b""), (CANVAS, work("x"))], "canvas")
    assert settled.marks() == {"birchamber-4": "x"}
    assert list(settled.ignored) == [name]
