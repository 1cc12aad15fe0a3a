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
    for path in (attention.statement_path, attention.reference_path, attention.hidden_dir):
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
        ("assignments/attention/hidden/test_scores.py", "assignments/attention/hidden"),
        ("reference/attention.py", "reference/attention.py"),
    ],
)
def test_a_missing_part_is_named_beside_the_settings_that_need_it(write, missing, shown):
    folder = write({missing: None})
    hidden = folder / "attention" / "hidden"
    if not any(hidden.iterdir()):
        hidden.rmdir()
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
    assert shown["tasks"][0] == {
        "id": "scores",
        "function": "scores",
        "points": 3.0,
        "title": "",
        "difficulty": "",
    }
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
        "assignments/attention/wrong/scores__mean.py": '"""One."""',
        "assignments/attention/wrong/scores_sum__mean.py": '"""Two."""',
        "assignments/attention/wrong/notes.txt": "",
    }
    attention = load_course(write(changes)).assignment("attention")
    assert {m.id: (m.task, m.message) for m in attention.known_mistakes} == {
        "scores__mean": ("scores", "One."),
        "scores_sum__mean": ("scores_sum", "Two."),
    }


ENTRY = """

[[performance]]
id = "cpu"
task = "scores"
sizes = ["30x40", "31x37"]
tolerance = 1e-5
tiers = [{ name = "rows", least = 0.1, points = 2 }, { name = "blocks", least = 0.5, points = 3 }]
evidence = [{ kind = "peak memory", most = 2, points = 1, size = "30x40", tier = "rows" }]
"""
BENCHMARK = {"assignments/attention/hidden/benchmark.py": ""}
PLACE = f"{TOML}: performance[0]"


@pytest.fixture
def timed(write, settings):
    """``timed(("old", "new"), …)``: the assignment with something timed and texts replaced."""

    def make(*changes, **files):
        entry = ENTRY
        for old, new in changes:
            assert old in entry
            entry = entry.replace(old, new)
        course = load_course(write({TOML: settings + entry, **BENCHMARK, **files}))
        return course.assignment("attention")

    return make


def test_what_is_timed_counts_where_tiers_are_calibrated_and_the_device_is_everywhere(timed):
    assert timed().max_score == 8 + 1
    calibrated = ("tolerance", 'calibrated = "a core"\ncorrect = 4\ntolerance')
    assert timed(calibrated).max_score == 8 + 1 + 5 + 4
    on_gpu = timed(calibrated, ('id = "cpu"', 'id = "gpu"\ndevice = "cuda"'))
    assert (on_gpu.max_score, on_gpu.settings.performance[0].points) == (8, 10)


def test_a_function_is_timed_in_the_tasks_module_or_in_one_of_its_own(timed):
    attention = timed()
    (entry,) = attention.settings.performance
    assert (attention.function_of(entry), attention.module_of(entry)) == ("scores", "attention.py")
    assert attention.reference_of(entry) == attention.reference_path
    files = {"reference/attention_gpu.py": "x = 1\n"}
    other = timed(("tolerance", 'module = "attention_gpu.py"\nfunction = "fast"\ntolerance'), **files)
    (entry,) = other.settings.performance
    assert (other.function_of(entry), other.module_of(entry)) == ("fast", "attention_gpu.py")
    assert other.reference_sha256 != attention.reference_sha256


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('task = "scores"', 'task = "score"', '.task must be one of scores, weights, got "score".'),
        ("[\"30x40\", \"31x37\"]", "[]", ": sizes and tiers may not be empty. Give at least one of each."),
        ("31x37", "31x", '.sizes[1] must be whole numbers joined by x, such as 600x600x64, got "31x".'),
        ("31x37", "0x37", '.sizes[1] must be whole numbers joined by x, such as 600x600x64, got "0x37".'),
        ("least = 0.5", "least = 0.14", ".tiers: blocks begins at 0.14, and rows at 0.1: noise would decide between"),
        ("least = 0.5", "least = 0.05", ".tiers: blocks comes after rows: begin with the slowest."),
        ("31x37", "30x40", ".sizes: a size is there twice. Each is timed once."),
        ('tier = "rows"', 'tier = "row"', '.evidence[0].tier must be one of rows, blocks, got "row".'),
        ("peak memory", "growth", ".evidence[0].larger is for growth, and growth needs it."),
        ('size = "30x40"', 'size = "30x41"', ".evidence[0].size must be one of the sizes that are timed"),
        ("tolerance = 1e-5", "tolerance = 0", ".tolerance must be a number > 0, got 0."),
        ("tolerance = 1e-5", 'tolerance = 1e-5\ndevice = "tpu"', '.device must be one of "cpu", "cuda", got "tpu".'),
    ],
)  # fmt: skip
def test_a_wrong_entry_of_what_is_timed_is_named_with_its_place(timed, old, new, message):
    with pytest.raises(CourseError) as caught:
        timed((old, new))
    assert str(caught.value).startswith(PLACE + message)


def test_two_entries_of_one_id_are_refused(write, settings):
    with pytest.raises(CourseError, match="performance: an id is used twice"):
        load_course(write({TOML: settings + 2 * ENTRY, **BENCHMARK})).assignment("attention")


@pytest.mark.parametrize("missing", ["hidden/benchmark.py", "attention_gpu.py"])
def test_a_missing_file_of_what_is_timed_is_named(timed, missing):
    files = {
        "assignments/attention/hidden/benchmark.py": "",
        "reference/attention_gpu.py": "",
    }
    files = {name: None if name.endswith(missing) else text for name, text in files.items()}
    with pytest.raises(CourseError, match=f"{re.escape(missing)} is missing. Create it, or correct the key"):
        timed(("tolerance", 'module = "attention_gpu.py"\ntolerance'), **files)


STUB = "raise NotImplementedError"


def test_what_students_fill_in_is_made_from_the_reference(write):
    text = load_course(write()).assignment("attention").starter_text()
    assert text == (
        '"""Attention: write the body of each function. README.md says what it does."""\n\n\n'
        f"def scores():\n    {STUB}\n\n\ndef weights():\n    {STUB}\n"
    )


def test_a_reference_of_another_name_gives_the_starter(write, settings):
    files = {
        TOML: settings.replace("[[tasks]]", 'reference = "solution.py"\n\n[[tasks]]', 1),
        "reference/solution.py": "def scores(q, k): ...\ndef weights(s): ...\n",
    }
    attention = load_course(write(files)).assignment("attention")
    assert "def scores(q, k):\n" in attention.starter_text("attention.py")


def test_a_starter_that_an_author_wrote_wins(write):
    own = "def _half(x):\n    return x / 2\n\n\ndef scores():\n    y = 1  # go on here\n"
    attention = load_course(write({"assignments/attention/starter/attention.py": own})).assignment(
        "attention"
    )
    assert attention.starter_text() == own


def test_each_file_has_the_functions_that_are_written_in_it(timed):
    """What is timed in the tasks' own file, and a file of one device with the libraries that it may import."""
    assert timed().functions_in("attention.py") == ("scores", "weights")
    references = {
        "reference/attention.py": "import torch\ndef fast(): ...\ndef scores(): ...\ndef weights(): ...\n",
        "reference/attention_gpu.py": "import torch\nimport math\ndef fast(): ...\ndef scores(): ...\n",
    }
    here = timed(("tolerance", 'function = "fast"\ntolerance'), **references)
    assert here.functions_in("attention.py") == ("scores", "weights", "fast")
    assert (
        here.starter_text().partition("\n\n\n")[2]
        == "\n\n\n".join(f"def {name}():\n    {STUB}" for name in ("fast", "scores", "weights")) + "\n"
    )
    other = ("tolerance", 'module = "attention_gpu.py"\nallowed = ["torch"]\ntolerance')
    there = timed(other, **references)
    assert there.modules == ("attention.py", "attention_gpu.py")
    assert there.functions_in("attention_gpu.py") == ("scores",)
    assert there.starter_text("attention_gpu.py").partition("\n\n")[2] == (
        f"import torch\n\n\ndef scores():\n    {STUB}\n"
    )
    assert "torch" not in there.starter_text()
    same = timed(("tolerance", 'module = "attention.py"\ntolerance'), **references)
    assert (same.modules, same.functions_in("attention.py")) == (("attention.py",), ("scores", "weights"))


def test_a_reference_that_gives_no_starter_is_an_error_of_the_course(write):
    attention = load_course(write({"reference/attention.py": "def scores(): ...\n"})).assignment("attention")
    with pytest.raises(
        CourseError,
        match=r"attention: no starter can be made from the reference of attention\.py: it defines no function or "
        r"class weights\. Correct the reference, or write attention/starter/attention\.py yourself\.",
    ):
        attention.starter_text()
