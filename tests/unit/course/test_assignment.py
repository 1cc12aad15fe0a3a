"""An assignment's folder: what must be there, and what a wrong key says."""

from __future__ import annotations

import re

import pytest

from grader.course import load_course, public_settings
from grader.course.assignment import load_assignment
from grader.errors import CourseError, UsageError

TOML = "assignments/attention/assignment.toml"
NO_MODULE = "module must be the name of one .py file that can be imported, got"
NO_ID = "tasks[1].id must be letters and digits, joined by single - or _, got"


@pytest.fixture
def refusal(write, settings):
    """``refusal(("old", "new"))``: the message about settings with a text replaced."""

    def of(old, new):
        assert old in settings
        with pytest.raises(CourseError) as caught:
            load_course(write({TOML: settings.replace(old, new, 1)})).assignment("attention")
        return str(caught.value)

    return of


def test_an_assignment_knows_its_files_and_its_points(write):
    attention = load_course(write()).assignment("attention")
    assert attention.max_score == 8
    assert attention.reference_path.name == "attention.py"
    assert attention.task("scores").points == 3
    assert attention.task("nothing") is None
    for path in (attention.statement_path, attention.starter_path, attention.hidden_dir):
        assert path.exists()


def test_a_points_value_in_quotes_is_named_as_the_style_asks(refusal):
    message = 'assignments/attention/assignment.toml: tasks[1].points must be a number > 0, got "five". '
    assert refusal("points = 5", 'points = "five"') == message + "Write it without quotes."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title =", "titel =", "unknown key 'titel'. Did you mean 'title'?"),
        ("points = 3", "point = 3", "tasks[0]: unknown key 'point'. Did you mean 'points'?"),
        ('title = "Attention"\n', "", "key 'title' is missing: title in reports."),
        ("points = 3", "points = 0", "tasks[0].points must be a number > 0, got 0."),
        ("points = 3", "points = inf", "tasks[0].points must be a finite number > 0, got inf."),
        ("points = 3", "points = true", "tasks[0].points must be a number > 0, got true."),
        ("points = 3", "points = 3\nrtol = -1", "tasks[0].rtol must be a number >= 0, got -1."),
        ('"attention.py"', '"attention"', f'{NO_MODULE} "attention".'),
        ('"attention.py"', '"sub/attention.py"', f'{NO_MODULE} "sub/attention.py".'),
        ('"attention.py"', '"my-layer.py"', f'{NO_MODULE} "my-layer.py".'),
        ('"attention.py"', '".py"', f'{NO_MODULE} ".py".'),
        ('id = "attention"', 'id = "metrics"', 'id must be the folder\'s name "attention", got "metrics".'),
        ('id = "weights"', 'id = "scores"', 'tasks: id "scores" is used twice. Each task needs its own.'),
        ('function = "weights"', 'function = "scores"', 'tasks: function "scores" is used twice.'),
        ('function = "weights"', 'function = "a b"', 'tasks[1].function must be a Python name, got "a b".'),
        ('id = "weights"', 'id = "../x"', f'{NO_ID} "../x".'),
        ('id = "weights"', 'id = "a__b"', f'{NO_ID} "a__b".'),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named_with_its_place(refusal, old, new, message):
    assert refusal(old, new).startswith(f"{TOML}: {message}")


@pytest.mark.parametrize(
    ("added", "message"),
    [
        ("[limits]\ntimeout = 1", "limits: unknown key 'timeout'. Did you mean 'timeout_s'?"),
        ("[limits]\nmemory_mib = 0", "limits.memory_mib must be a whole number > 0, got 0."),
        ("[limits]\nmemory_mib = 1.5", "limits.memory_mib must be a whole number > 0, got 1.5."),
        ('[limits]\ntimeout_s = "2"', 'limits.timeout_s must be a number > 0, got "2". Write it without quotes.'),
        ("[limits]\ntimeout_s = inf", "limits.timeout_s must be a finite number > 0, got inf."),
        ('[feedback]\nhidden = "some"', 'feedback.hidden must be one of "none", "verdict", '),
        ('[feedback]\nvisibility = "no"', "feedback.visibility must be one of "),
        ('[imports]\nallowed = "numpy"', 'imports.allowed must be a list, got "numpy".'),
        ("[imports]\nallowed = [1]", "imports.allowed[0] must be a string, got 1."),
        ("[bonus]\npoints = 1", "unknown key 'bonus'. Known: "),
    ],
)  # fmt: skip
def test_a_wrong_table_is_named_with_its_place(refusal, added, message):
    assert refusal("points = 5", f"points = 5\n\n{added}").startswith(f"{TOML}: {message}")


def test_an_assignment_without_tasks_is_refused(refusal, settings):
    assert "[[tasks]]" in settings
    message = refusal(settings[settings.index("[[tasks]]") :], "tasks = []\n")
    assert message == f"{TOML}: tasks is empty. Add a [[tasks]] table for each function."


@pytest.mark.parametrize(
    ("missing", "shown"),
    [
        ("assignments/attention/README.md", "assignments/attention/README.md"),
        ("assignments/attention/starter/attention.py", "attention/starter/attention.py"),
        ("assignments/attention/hidden/test_scores.py", "assignments/attention/hidden"),
        ("reference/attention.py", "reference/attention.py"),
    ],
)
def test_a_missing_part_is_named_beside_the_settings_that_need_it(write, missing, shown):
    folder = write({missing: None})
    for empty in ("hidden", "starter"):
        path = folder / "attention" / empty
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    with pytest.raises(CourseError) as caught:
        load_course(folder).assignment("attention")
    assert re.fullmatch(
        rf"{re.escape(TOML)}: \S*{re.escape(shown)} is missing\. Create it, or correct the key that names it\.",
        str(caught.value),
    )


def test_an_assignment_without_settings_is_named(write):
    folder = write({"assignments/course.toml": 'title = "T"\nassignments = ["attention", "gone"]\n'})
    with pytest.raises(CourseError, match=r"gone/assignment\.toml: file not found\. Create it"):
        load_course(folder).assignment("gone")


def test_an_unknown_assignment_is_answered_with_the_nearest(write):
    with pytest.raises(
        UsageError, match=r"There is no assignment 'atention' in .+\. Did you mean 'attention'\?"
    ):
        load_course(write()).assignment("atention")
    with pytest.raises(UsageError, match=r"There is no assignment 'zzz' in .+\. Known: attention\."):
        load_course(write()).assignment("zzz")


def test_the_reference_may_have_another_name(write, settings):
    folder = write(
        {
            TOML: settings.replace("[[tasks]]", 'reference = "solution.py"\n\n[[tasks]]', 1),
            "reference/solution.py": "",
        }
    )
    assert load_course(folder).assignment("attention").reference_path.name == "solution.py"


def test_a_handout_needs_no_hidden_tests_and_may_be_renamed(write, settings, tmp_path):
    handout = tmp_path / "my work"
    handout.mkdir()
    (handout / "assignment.toml").write_text(settings)
    assert load_assignment(handout, None).reference_path is None


def test_public_settings_hold_what_a_student_needs_and_nothing_of_the_tests(write, settings):
    folder = write({TOML: settings + '\n[limits]\ncallbacks = 7\n\n[feedback]\nhidden = "verdict"\n'})
    shown = public_settings(load_course(folder).assignment("attention").settings)
    assert shown["id"] == "attention"
    assert shown["tasks"][0] == {"id": "scores", "function": "scores", "points": 3.0, "title": ""}
    assert shown["limits"]["timeout_s"] == 2.0
    assert "callbacks" not in shown["limits"]
    assert not {"feedback", "reference", "public_weight"} & shown.keys()


@pytest.mark.parametrize(
    ("changed", "content"),
    [
        ("assignments/attention/hidden/test_scores.py", "# stricter\n"),
        ("assignments/attention/public/test_public.py", "# new\n"),
        ("assignments/attention/wrong/scores__sum.py", "# new\n"),
        ("assignments/attention/hidden/support.py", "# new\n"),
    ],
)
def test_the_digest_changes_with_every_file_a_grade_depends_on(write, changed, content):
    before = load_course(write()).assignment("attention").sha256
    assert load_course(write({changed: content})).assignment("attention").sha256 != before


def test_the_digest_does_not_change_with_the_statement_or_with_bytecode(write):
    before = load_course(write()).assignment("attention").sha256
    changes = {
        "assignments/attention/README.md": "# Attention, please\n",
        "assignments/attention/hidden/__pycache__/test_scores.py": "",
    }
    assert load_course(write(changes)).assignment("attention").sha256 == before


def test_the_reference_has_a_digest_of_its_own(write):
    before = load_course(write()).assignment("attention")
    digests = before.sha256, before.reference_sha256
    after = load_course(write({"reference/attention.py": "# another\n"})).assignment("attention")
    assert after.sha256 == digests[0]
    assert after.reference_sha256 != digests[1]


def test_the_wrong_answers_of_a_task_are_those_of_its_whole_name(write, settings):
    changes = {
        TOML: settings.replace('"weights"', '"scores_sum"'),
        "assignments/attention/wrong/scores__mean.py": "",
        "assignments/attention/wrong/scores_sum__mean.py": "",
        "assignments/attention/wrong/notes.txt": "",
    }
    attention = load_course(write(changes)).assignment("attention")
    assert [p.name for p in attention.wrong_paths("scores")] == ["scores__mean.py"]
    assert [p.name for p in attention.wrong_paths("scores_sum")] == ["scores_sum__mean.py"]
