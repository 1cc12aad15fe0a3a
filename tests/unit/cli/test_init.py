"""``grader init`` makes a course that works, and ``grader verify --draft`` says what an assignment lacks."""

from __future__ import annotations

import stat
import tomllib

import pytest
import yaml

from grader.course import load_course


@pytest.fixture(scope="module")
def course(make_workshop, tmp_path_factory):
    workshop = make_workshop(tmp_path_factory.mktemp("init"))
    result = workshop.run("init", "mine", "--title", "Deep learning", cwd=workshop.root)
    assert result.code == 0, result.err
    return workshop, workshop.root / "mine", result


def test_a_course_is_made_and_what_to_do_next_is_said(course):
    _, folder, result = course
    written = set(result.out.splitlines())
    assert written == {f"mine/{p.relative_to(folder).as_posix()}" for p in folder.rglob("*") if p.is_file()}
    assert "cd mine\n" in result.err
    assert load_course(folder / "assignments").settings.title == "Deep learning"


def test_the_secret_is_new_private_and_no_part_of_the_repository(course):
    _, folder, _ = course
    secret = folder / "assignments" / ".grader" / "secret"
    assert len(secret.read_text().strip()) == 64
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert ".grader/" in (folder / ".gitignore").read_text().splitlines()


def test_the_files_for_ci_prove_the_assignments(course):
    _, folder, _ = course
    github = yaml.safe_load((folder / ".github/workflows/verify.yml").read_text())
    commands = [step.get("run", "") for step in github["jobs"]["verify"]["steps"]]
    gitlab = yaml.safe_load((folder / ".gitlab-ci.yml").read_text())
    for script in (commands, gitlab["verify"]["script"]):
        assert script[-2:] == ["pip install ./grader-*.whl", "grader verify --no-timing"]


def test_the_example_holds_as_a_draft_and_can_be_handed_out(course):
    workshop, folder, _ = course
    result = workshop.run("verify", "rms_norm", "--draft", cwd=folder)
    assert result.code == 0, result.out
    assert "rms_norm can be used" in result.out
    assert "For the full proof: grader verify rms_norm" in result.out
    assert workshop.run("handout", "rms_norm", "handout", cwd=folder).code == 0


def test_what_a_draft_lacks_is_said_without_failing(course):
    workshop, folder, _ = course
    mistakes = folder / "assignments" / "rms_norm" / "mistakes.toml"
    text = mistakes.read_text()
    mistakes.unlink()
    result = workshop.run("verify", "rms_norm", "--draft", cwd=folder)
    mistakes.write_text(text)
    assert result.code == 0
    assert "·  wrong" in result.out
    assert "Before an exam it should have what is marked with ·" in " ".join(result.out.split())


def test_a_draft_whose_reference_fails_cannot_be_used(course):
    workshop, folder, _ = course
    public = folder / "assignments" / "rms_norm" / "public" / "test_public.py"
    text = public.read_text()
    public.write_text(
        text + '\n\n@task("rms_norm")\ndef test_false(student):\n    """Never."""\n    assert False\n'
    )
    result = workshop.run("verify", "rms_norm", "--draft", cwd=folder)
    public.write_text(text)
    assert result.code in (1, 3)
    assert "cannot be used yet" in result.out or "reference" in result.err


def test_an_existing_course_is_kept(course):
    workshop, folder, _ = course
    before = (folder / "assignments" / "course.toml").read_bytes()
    result = workshop.run("init", "mine", "--title", "Another", cwd=workshop.root)
    assert result.code == 2
    assert "README.md: exists already and is kept" in result.err
    assert (folder / "assignments" / "course.toml").read_bytes() == before


@pytest.mark.parametrize("title", ['a "b"', "a\\b", "a\nb"])
def test_a_title_that_cannot_be_written_is_refused(course, title):
    workshop, _, _ = course
    result = workshop.run("init", "other", "--title", title, cwd=workshop.root)
    assert result.code == 2
    assert "The title must be one line" in result.err
    assert not (workshop.root / "other").exists()


def test_a_folder_that_cannot_be_written_is_told(course):
    workshop, _, _ = course
    (workshop.root / "file").write_text("")
    result = workshop.run("init", "file/below", cwd=workshop.root)
    assert result.code == 3
    assert "cannot be written" in result.err


def test_settings_in_the_new_file_are_those_that_are_read(course):
    _, folder, _ = course
    assert set(tomllib.loads((folder / "assignments" / "course.toml").read_text())) == {"title", "reference"}
