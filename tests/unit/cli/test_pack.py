"""``pack``: an autograder for Gradescope has one assignment and a secret of its own; our faults are never zeros."""

from __future__ import annotations

import csv
import importlib.metadata
import io
import json
import os
import re
import stat
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from grader.course import load_course
from grader.errors import CourseError, GraderError, UsageError
from grader.packing import gradescope_zip, wheel_file
from grader.packing.course_copy import needed_libraries, oldest_python
from grader.packing.gradescope_zip import needed_memory_mib

MINE = "a secret of the course that no zip may hold"


@pytest.fixture
def packed(workshop, call):
    """``packed(…)``: the zip of ``sums`` as an open archive, from a course with a secret of its own."""
    workshop.write("assignments/.grader/secret", MINE)

    def pack(*options):
        target = workshop.root / "autograder.zip"
        result = call(
            "pack", "gradescope", "sums", "--course", workshop.course, "-o", target, *options, cwd=workshop.root
        )  # fmt: skip
        assert result.code == 0, result.err
        return zipfile.ZipFile(io.BytesIO(target.read_bytes()))

    return pack


def unpack(archive, folder):
    """What Gradescope does with a zip: unzip it, with permissions, and copy ``run_autograder`` one folder up."""
    source = folder / "source"
    for entry in archive.infolist():
        archive.extract(entry, source)
        (source / entry.filename).chmod(entry.external_attr >> 16 & 0o777)
    script = folder / "run_autograder"
    script.write_bytes((source / "run_autograder").read_bytes())
    script.chmod(0o755)
    (folder / "submission").mkdir()
    return folder


@pytest.fixture
def box(packed, workshop):
    """An unpacked autograder. Its environment holds this engine instead of an installed wheel."""
    folder = unpack(packed(), workshop.root / "autograder")
    programs = folder / "venv" / "bin"
    programs.mkdir(parents=True)
    grader = f'#!/bin/sh\nexec "{sys.executable}" -m grader "$@"\n'
    for name, text in {"grader": grader, "python": f'#!/bin/sh\nexec "{sys.executable}" "$@"\n'}.items():
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    return folder


@pytest.fixture
def autograde(box, clean_environment):
    """Run the autograder as Gradescope does; returns what it printed and ``results.json``."""

    def run(path=""):
        around = {**os.environ, **clean_environment}
        around["PATH"] = f"{path}{os.pathsep}{around['PATH']}" if path else around["PATH"]
        done = subprocess.run(
            [box / "run_autograder"], cwd=box, env=around, capture_output=True, text=True, check=False, timeout=60
        )  # fmt: skip
        assert done.returncode == 0
        return done.stdout + done.stderr, json.loads((box / "results" / "results.json").read_text())

    return run


def not_graded(results, reason):
    """The result has a reason and no score, and a hidden test keeps Gradescope from showing a total."""
    assert results["output"].startswith(f"Not graded: {reason}")
    assert "which is not a score of zero" in results["output"]
    assert "score" not in results
    assert [set(test) & {"score", "status"} for test in results["tests"]] == [set()]
    return results["tests"][0]["visibility"] == "hidden"


def test_the_zip_holds_one_assignment_and_no_secret_of_the_course(packed):
    archive = packed()
    names = set(archive.namelist())
    assert {"setup.sh", "run_autograder", "requirements.txt", "settings"} <= names
    assert {n for n in names if n.startswith("course/")} == {
        "course/assignments/course.toml",
        "course/assignments/.grader/secret",
        "course/assignments/sums/assignment.toml",
        "course/assignments/sums/README.md",
        "course/assignments/sums/public/test_public.py",
        "course/assignments/sums/hidden/test_sums.py",
        "course/assignments/sums/wrong/total__mean.py",
        "course/reference/sums.py",
    }
    assert not [name for name in names if MINE.encode() in archive.read(name)]
    assert not [name for name in names if name.endswith(".pyc") or "__pycache__" in name]


def test_each_zip_has_a_new_secret_that_is_long_enough(packed):
    secrets = {packed().read("course/assignments/.grader/secret") for _ in range(2)}
    assert len(secrets) == 2
    assert all(len(secret.strip()) >= 32 for secret in secrets)


def test_a_public_secret_is_not_handed_on(workshop, call):
    workshop.write(
        "assignments/course.toml", 'title = "T"\nreference = "../reference"\npublic_secret = "known to all"\n'
    )
    (workshop.course / ".grader" / "secret").unlink()
    archive = zipfile.ZipFile(io.BytesIO(gradescope_zip(load_course(workshop.course), "sums")))
    table = tomllib.loads(archive.read("course/assignments/course.toml").decode())
    assert "public_secret" not in table
    assert (table["assignments"], table["required_isolation"]) == (["sums"], 2)


def test_the_zip_is_for_the_staff_alone_and_so_is_the_course_in_it(packed, workshop):
    archive = packed()
    assert stat.S_IMODE((workshop.root / "autograder.zip").stat().st_mode) == 0o600
    modes = {entry.filename: entry.external_attr >> 16 & 0o777 for entry in archive.infolist()}
    assert {mode for name, mode in modes.items() if name.startswith("course/")} == {0o600}
    assert (modes["setup.sh"], modes["run_autograder"]) == (0o755, 0o755)


def test_the_command_says_what_to_set_on_gradescope(workshop, call):
    result = call("pack", "gradescope", "sums", "--course", workshop.course, cwd=workshop.root)
    assert "autograder.zip: " in result.out
    text = " ".join(result.out.split())
    assert "set 5 points, a time limit of 10 minutes and at least 712 MB of memory" in text
    assert result.err == ""


def test_a_course_that_demands_more_than_containers_offer_is_told(workshop, call):
    workshop.replace("assignments/course.toml", "required_isolation = 0", "required_isolation = 3")
    result = call("pack", "gradescope", "sums", "--course", workshop.course, cwd=workshop.root)
    assert result.code == 0
    assert "The course demands isolation level 3, and Gradescope's containers" in " ".join(result.err.split())


def test_an_unknown_assignment_is_a_usage_error(workshop, call):
    result = call("pack", "gradescope", "sum", "--course", workshop.course, cwd=workshop.root)
    assert result.code == 2
    assert "There is no assignment 'sum'" in result.err
    assert not (workshop.root / "autograder.zip").exists()


@pytest.mark.parametrize("minutes", [1, 41])
def test_a_time_limit_that_gradescope_does_not_have_is_refused(workshop, minutes):
    with pytest.raises(UsageError, match=f"--minutes {minutes}: expected 2 to 40"):
        gradescope_zip(load_course(workshop.course), "sums", minutes=minutes)


def test_the_requirements_are_the_versions_used_here_and_an_index_if_one_is_named(packed):
    lines = (
        packed("--extra-index", "https://wheels.example/cpu").read("requirements.txt").decode().splitlines()
    )
    assert lines[0] == "--extra-index-url https://wheels.example/cpu"
    assert re.fullmatch(r"\./grader-[\d.]+-py3-none-any\.whl", lines[1])
    assert [line.partition("==")[0] for line in lines[2:]] == ["numpy", "pyflakes", "pytest"]
    assert not [line for line in lines[2:] if "+" in line]


def test_a_library_that_submissions_may_import_is_installed_there_in_the_version_from_here(workshop):
    toml = workshop.sums / "assignment.toml"
    toml.write_text(toml.read_text() + '\n[imports]\nallowed = ["numpy", "torch"]\n')
    assignment = load_course(workshop.course).assignment("sums")
    (torch,) = [line for line in needed_libraries(assignment) if line.startswith("torch==")]
    assert "+" not in torch  # a build for the CPU has another name in other indexes
    assert needed_memory_mib(assignment) == 1012


def test_set_up_gets_the_oldest_python_for_which_the_pinned_libraries_are_made(workshop, packed, monkeypatch):
    assignment = load_course(workshop.course).assignment("sums")
    known = importlib.metadata.metadata
    demands = {"numpy": ">=3.13", "pytest": ">=3.10"}

    def metadata(name):
        return {"Requires-Python": demands[name]} if name in demands else known(name)

    monkeypatch.setattr(importlib.metadata, "metadata", metadata)
    assert oldest_python(assignment) == "3.13"
    assert "OLDEST_PYTHON=3.13\n" in packed().read("settings").decode()
    demands["numpy"] = ">=3.9,<3.15"
    assert oldest_python(assignment) == "3.11"


def test_a_library_that_is_not_installed_here_is_named(workshop):
    toml = workshop.sums / "assignment.toml"
    toml.write_text(toml.read_text() + '\n[imports]\nallowed = ["numpy", "tensorwell"]\n')
    with pytest.raises(
        CourseError, match="sums: submissions may import tensorwell, and it is not installed here"
    ):
        gradescope_zip(load_course(workshop.course), "sums")


def test_the_wheel_in_the_zip_is_one_that_pip_takes_and_records_every_file(packed, tmp_path):
    archive = packed()
    (name,) = [each for each in archive.namelist() if each.endswith(".whl")]
    (tmp_path / name).write_bytes(archive.read(name))
    command = ["-m", "pip", "install", "--no-deps", "--no-index", "--quiet", "--target", tmp_path / "site"]
    subprocess.run([sys.executable, *command, tmp_path / name], check=True)
    for file in (
        "plugin/hidden.ini",
        "packing/setup.sh",
        "_data/templates/report.html.j2",
        "worker/__main__.py",
    ):
        assert (tmp_path / "site" / "grader" / file).is_file()
    wheel = zipfile.ZipFile(tmp_path / name)
    (record,) = [each for each in wheel.namelist() if each.endswith("RECORD")]
    assert {row[0] for row in csv.reader(wheel.read(record).decode().splitlines())} == set(wheel.namelist())


def test_the_wheel_is_the_same_each_time():
    assert wheel_file.engine_wheel() == wheel_file.engine_wheel()


def test_an_engine_that_is_not_installed_cannot_be_packed(monkeypatch):
    def distribution(name):
        raise wheel_file.importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(wheel_file.importlib.metadata, "distribution", distribution)
    with pytest.raises(
        GraderError, match="grader is not installed here as a package: its METADATA is missing"
    ):
        wheel_file.engine_wheel()


@pytest.mark.parametrize(("kind", "score"), [("right", 5.0), ("averaged", 3.0)])
def test_the_autograder_gives_the_score_of_the_course(box, autograde, submissions, kind, score):
    (box / "submission" / "sums.py").write_text(submissions[kind])
    printed, results = autograde()
    assert results["score"] == score
    assert "Isolation level: " in printed


def test_work_in_a_subfolder_is_graded_there_too(box, autograde, submissions):
    (box / "submission" / "hw1").mkdir()
    (box / "submission" / "hw1" / "sums.py").write_text(submissions["right"])
    printed, results = autograde()
    assert results["score"] == 5.0
    assert "Taken: hw1/sums.py" in printed


def test_a_submission_without_the_file_is_not_graded_and_says_which_is_needed(box, autograde):
    (box / "submission" / "essay.txt").write_text("no code")
    assert not_graded(autograde()[1], "No sums.py was found, or more than one.")


def test_work_under_another_ending_is_not_graded_and_says_which_file_is_needed(box, autograde, submissions):
    (box / "submission" / "sums.py.txt").write_text(submissions["right"])
    assert not_graded(autograde()[1], "No sums.py was found, or more than one.")


def test_two_files_of_the_name_are_not_graded(box, autograde, submissions):
    for name in ("a", "b"):
        (box / "submission" / name).mkdir()
        (box / "submission" / name / "sums.py").write_text(submissions["right"])
    assert not_graded(autograde()[1], "No sums.py was found, or more than one.")


def test_where_set_up_has_failed_the_submission_is_not_graded(box, autograde):
    (box / "venv" / "bin" / "grader").unlink()
    printed, results = autograde()
    assert not_graded(results, "The autograder could not be set up.")
    assert "setup.sh has failed" in printed


def test_a_fault_of_the_course_is_not_graded_and_told_to_the_staff_alone(box, autograde, submissions):
    (box / "submission" / "sums.py").write_text(submissions["right"])
    (box / "source" / "course" / "reference" / "sums.py").write_text("def total(x):\n    return 0.0\n")
    printed, results = autograde()
    assert not_graded(results, "The autograder stopped before it had a result.")
    assert "the reference does not pass" in printed
    assert "reference" not in results["output"]


def test_grading_that_takes_too_long_is_not_graded(box, autograde, submissions):
    (box / "submission" / "sums.py").write_text(submissions["right"])
    (box / "venv" / "bin" / "grader").write_text("#!/bin/sh\nexec tail -f /dev/null\n")
    settings = box / "source" / "settings"
    settings.write_text(settings.read_text().replace("SECONDS_FOR_ALL=540", "SECONDS_FOR_ALL=1"))
    assert not_graded(autograde()[1], "Grading took longer than 9 minutes.")


def test_a_grader_that_was_killed_is_not_graded_and_memory_is_named(box, autograde):
    (box / "venv" / "bin" / "grader").write_text("#!/bin/sh\nkill -KILL $$\n")
    printed, results = autograde()
    assert not_graded(results, "The autograder stopped before it had a result.")
    assert "grader was killed, which happens where memory is short" in printed


def test_a_container_with_too_little_memory_grades_nobody(box, autograde, submissions, workshop):
    """The kernel would end code that keeps to its limit, and that would look like the student's fault."""
    (box / "submission" / "sums.py").write_text(submissions["right"])
    cat = workshop.write(
        "programs/cat", "#!/bin/sh\necho 536870912\n"
    )  # what the container's files would say
    cat.chmod(0o755)
    printed, results = autograde(path=str(cat.parent))
    assert not_graded(results, "The autograder has less memory than the 712 MiB that it needs.")
    assert "this container has 512 MiB of memory and needs 712" in printed


def test_set_up_installs_the_requirements_and_closes_the_course_to_other_users(box, workshop):
    """A stand-in for Python makes the environment: no index is asked here."""
    environment = box / "venv"
    text = (
        "#!/bin/sh\n"
        'case "$1 $2" in\n'
        f'"-m venv") mkdir -p "$3/bin"; cp "{workshop.root}/bin/pip" "{workshop.root}/bin/grader" "$3/bin" ;;\n'
        "esac\n"
    )
    programs = {
        f"python3.{sys.version_info.minor}": text,
        "pip": f'#!/bin/sh\necho "$@" > "{workshop.root}/asked"\n',
        "grader": f'#!/bin/sh\necho "$@" >> "{workshop.root}/asked"\n',
    }
    for name, content in programs.items():
        workshop.write(f"bin/{name}", content).chmod(0o755)
    path = f"{workshop.root}/bin{os.pathsep}{os.environ['PATH']}"
    subprocess.run([box / "source" / "setup.sh"], check=True, env={**os.environ, "PATH": path})
    installed, examined = (workshop.root / "asked").read_text().splitlines()
    assert installed == "install --no-cache-dir --disable-pip-version-check -r requirements.txt"
    assert examined == f"doctor --course {box / 'source' / 'course'}"
    assert (environment / "bin" / "grader").exists()
    open_ones = [path for path in (box / "source").rglob("*") if path.stat().st_mode & 0o077]
    assert open_ones == []


def test_set_up_that_finds_no_python_fails_and_says_what_is_needed(box, workshop):
    """With programs that do nothing in the place of apt-get and of every Python."""
    tools = workshop.root / "tools"
    tools.mkdir()
    for name in ("bash", "dirname", "env"):
        (tools / name).symlink_to(
            Path("/bin") / name if (Path("/bin") / name).exists() else f"/usr/bin/{name}"
        )
    workshop.write("tools/apt-get", "#!/bin/sh\nexit 1\n").chmod(0o755)
    done = subprocess.run(
        [tools / "bash", box / "source" / "setup.sh"], env={"PATH": str(tools)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "no Python 3.11 or newer can be installed here, and the libraries" in done.stderr


@pytest.fixture
def set_up(box, workshop):
    """``set_up({"3.12": True})``: run ``setup.sh`` where these Pythons are, and whether pip finds all libraries for
    them. The zip comes from Python 3.13, and its libraries demand 3.12."""
    settings = box / "source" / "settings"
    text = re.sub("PYTHON_VERSION=.*", "PYTHON_VERSION=3.13", settings.read_text())
    settings.write_text(re.sub("OLDEST_PYTHON=.*", "OLDEST_PYTHON=3.12", text))
    tools = workshop.root / "tools"
    tools.mkdir()
    for name in ("bash", "dirname", "env", "rm", "mkdir", "chmod", "cat", "cp", "sh"):
        (tools / name).symlink_to(
            next(p for p in (Path("/bin") / name, Path("/usr/bin") / name) if p.exists())
        )
    workshop.write("tools/apt-get", "#!/bin/sh\nexit 1\n").chmod(0o755)
    workshop.write("tools/grader", "#!/bin/sh\n").chmod(0o755)

    def run(pythons):
        for version, complete in pythons.items():
            minor = int(version.partition(".")[2])
            pip = f"tools/pip{version}"
            workshop.write(pip, f"#!/bin/sh\nexit {0 if complete else 1}\n").chmod(0o755)
            workshop.write(
                f"tools/python{version}",
                "#!/bin/sh\n"
                'case "$1 $2" in\n'
                f'"-m venv") mkdir -p "$3/bin"; cp "{tools}/pip{version}" "$3/bin/pip"; cp "{tools}/grader" "$3/bin"\n'
                f'    echo {version} > "$3/made-by" ;;\n'
                f'"-c "*) [ {minor} -ge "${{3#3.}}" ] ;;\n'
                "esac\n",
            ).chmod(0o755)
        done = subprocess.run(
            [tools / "bash", box / "source" / "setup.sh"], env={"PATH": str(tools)}, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        made = box / "venv" / "made-by"
        return done, made.read_text().strip() if made.exists() else None

    return run


def test_set_up_passes_over_a_python_for_which_the_libraries_are_not_made(set_up):
    done, python = set_up({"3.11": True, "3.12": True})
    assert (done.returncode, python) == (0, "3.12")
    done, python = set_up({"3.14": True, "3.13": True})
    assert python == "3.13"  # the packer's


def test_set_up_tries_the_next_python_where_pip_lacks_a_library_for_the_first(set_up):
    done, python = set_up({"3.14": False, "3.12": True})
    assert (done.returncode, python) == (0, "3.12")
    assert "python3.14 cannot be used: pip says above what is missing for it." in done.stderr


def test_set_up_says_what_to_do_where_no_python_has_the_libraries(set_up):
    done, python = set_up({"3.12": False})
    assert (done.returncode, python) == (1, None)
    assert "cannot be installed for any Python here (tried: python3.12)" in done.stderr
    assert "were taken from Python 3.13: choose an image with that one, or pack the zip" in done.stderr


def test_set_up_with_only_a_python_that_is_too_old_names_the_one_that_is_needed(set_up):
    done, _ = set_up({"3.11": True})
    assert done.returncode == 1
    assert "no Python 3.12 or newer can be installed here, and the libraries" in done.stderr
