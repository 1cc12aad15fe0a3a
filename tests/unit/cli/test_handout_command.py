"""``handout`` and ``new``: what they print, and that the result works."""

from __future__ import annotations

import pytest

from grader.course import load_course

SHOWN = {
    "def total(x):", '"""The sum of all numbers in x."""',
    "def spread(x):", '"""The largest number less the smallest."""',
}  # fmt: skip
"""Lines of the reference that students get."""


@pytest.fixture
def handout(workshop, call):
    """The handout of ``sums``."""
    assert call("handout", "sums", workshop.root / "handout", "--course", workshop.course).code == 0
    return workshop.root / "handout"


def test_a_handout_holds_five_files_and_prints_their_paths(workshop, call):
    result = call("handout", "sums", "given", cwd=workshop.root)
    assert result.code == 0
    names = [
        "given/README.md",
        "given/assignment.toml",
        "given/public/test_public.py",
        "given/statement.html",
        "given/sums.py",
    ]
    assert sorted(result.out.splitlines()) == sorted(names)
    assert sorted(
        str(p.relative_to(workshop.root)) for p in (workshop.root / "given").rglob("*.*")
    ) == sorted(names)


def test_a_handout_goes_beside_other_files_and_overwrites_none(workshop, call):
    workshop.write("given/mine.txt", "keep me")
    assert call("handout", "sums", "given", cwd=workshop.root).code == 0
    assert (workshop.root / "given" / "mine.txt").read_text() == "keep me"
    assert (workshop.root / "given" / "sums.py").is_file()
    workshop.write("given/sums.py", "my work")
    result = call("handout", "sums", "given", cwd=workshop.root)
    assert result.code == 2
    assert (
        "given: already there, and a handout overwrites nothing: 'README.md', 'assignment.toml',"
        in result.err
    )
    assert (workshop.root / "given" / "sums.py").read_text() == "my work"
    workshop.write("half/public/mine.py", "")  # a test beside the handout's own would count as one
    assert "overwrites nothing: 'public'." in call("handout", "sums", "half", cwd=workshop.root).err


def test_a_folder_that_holds_another_assignments_handout_gets_a_folder_for_the_new_one(workshop, call):
    assert call("handout", "sums", "given", cwd=workshop.root).code == 0
    before = (workshop.root / "given" / "README.md").read_text()
    result = call("handout", "means", "given", cwd=workshop.root)
    assert result.code == 0
    assert "given/means/means.py" in result.out.splitlines()
    assert (workshop.root / "given" / "README.md").read_text() == before
    again = call("handout", "means", "given", cwd=workshop.root)
    assert again.code == 2
    assert "given/means: already there" in again.err
    work = (workshop.root / "reference" / "means.py").read_text()
    (workshop.root / "given" / "means" / "means.py").write_text(work)
    assert call("check", cwd=workshop.root / "given" / "means").code == 0
    assert call("check", cwd=workshop.root / "given").code == 1  # the first one is as it was handed out


def test_no_line_of_the_hidden_part_is_in_a_handout(workshop, handout):
    given = "\n".join(p.read_text() for p in handout.rglob("*") if p.is_file())
    hidden = [workshop.sums / "hidden/test_sums.py", workshop.sums / "wrong/total__mean.py"]
    hidden.append(workshop.root / "reference/sums.py")
    for path in hidden:
        for line in path.read_text().splitlines():
            own = len(line.strip()) > 12 and "import" not in line and line.strip() not in SHOWN
            assert not own or line.strip() not in given, f"{path.name}: {line}"


def test_the_file_to_fill_in_is_made_from_the_reference(handout):
    assert (handout / "sums.py").read_text() == (
        '"""Sums: write the body of each function. README.md says what it does."""\n\n'
        "import numpy as np\n\n\n"
        'def total(x):\n    """The sum of all numbers in x."""\n    raise NotImplementedError\n\n\n'
        'def spread(x):\n    """The largest number less the smallest."""\n    raise NotImplementedError\n'
    )


def test_a_starter_checked_in_its_handout_fails_every_test_and_the_solution_passes(workshop, call, handout):
    before = call("check", cwd=handout)
    assert before.code == 1
    assert "0 of 2 public tests pass." in before.out
    (handout / "sums.py").write_text((workshop.root / "reference" / "sums.py").read_text())
    assert call("check", cwd=handout).code == 0


def test_a_new_assignment_can_be_graded_at_once_the_reference_in_full_the_starter_with_nothing(
    workshop, call
):
    result = call("new", "my_layer", cwd=workshop.root)
    assert result.code == 0
    assert result.err == ""
    assert f"{workshop.root}/reference/my_layer.py" in result.out.splitlines()
    assert call("handout", "my_layer", "given", cwd=workshop.root).code == 0
    workshop.write("class/ada_my_layer.py", (workshop.root / "reference" / "my_layer.py").read_text())
    workshop.write("class/bob_my_layer.py", (workshop.root / "given" / "my_layer.py").read_text())
    for mistake in load_course(workshop.course).assignment("my_layer").known_mistakes:
        workshop.write(f"class/{mistake.id.split('__')[1]}_my_layer.py", mistake.source)
    graded = workshop.grade(name="my_layer")
    assert graded.code == 0
    scores = workshop.scores("my_layer")
    assert (scores["ada"], scores["bob"]) == (10.0, 0.0)
    for name in ("sum", "centred", "no_root"):
        assert scores[name] < 10.0
        mistakes = {t["mistake"]["id"] for t in workshop.report(name, "my_layer")["tests"] if t["mistake"]}
        assert mistakes == {f"rms_norm__{name}"}


def test_a_new_assignment_of_a_course_with_a_list_needs_a_line_there(workshop, call):
    workshop.replace("assignments/course.toml", "reference =", 'assignments = ["sums"]\nreference =')
    result = call("new", "my_layer", cwd=workshop.root)
    assert result.code == 0
    assert 'add "my_layer" to that list.' in result.err


def test_a_name_that_is_taken_is_refused_and_kept(workshop, call):
    result = call("new", "sums", cwd=workshop.root)
    assert result.code == 2
    assert "sums: exists already and is kept. Choose another name, or remove it." in result.err
