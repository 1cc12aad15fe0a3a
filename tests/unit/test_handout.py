"""A handout holds the statement, the starter, the public tests and the public settings, and nothing else."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course import load_assignment, load_course, public_settings
from grader.errors import CourseError, OutputError, UsageError
from grader.handout import toml_text, write_handout
from grader.intake import starter_digest

SHIPPED = load_course(Path(__file__).parents[2] / "assignments")

FILES = {
    "README.md": "# Norm\n\nWrite `norm`.\n",
    "public/test_public.py": "def test_by_hand(student):\n    assert student.norm(3) == 3\n",
    "public/data/small.csv": "1,2\n",
    "hidden/test_norm.py": "def test_secret_inputs_of_the_hidden_test(compare):\n    compare.norm(-41.5)\n",
    "wrong/norm__sign.py": '"""You forgot the sign, which the statement speaks of."""\n',
    "cheats/stack.py": "import inspect\n",
    "notes.txt": "for the staff only\n",
    "public/__pycache__/test_public.cpython-311.pyc": "compiled",
    "public/.ipynb_checkpoints/test.py": "old",
}
REFERENCE = '''\
def _sign_that_is_the_whole_difficulty(x):
    return -1 if x < 0 else 1


def norm(x):
    """How far x lies from 0."""
    return x * _sign_that_is_the_whole_difficulty(x)  # the answer itself


def more(x):
    """More than x."""
    return x + 1
'''
OWN = "def _half(x):\n    return x / 2\n\n\ndef norm(x):\n    y = x  # go on here\n    raise NotImplementedError\n"
"""A starter that gives more than stubs."""
TOML = """
id = "norm"
title = "Norm \\"x\\""
module = "norm.py"
reference = "norm_solution.py"
public_weight = 0.5
notes = ["002"]
[[tasks]]
id = "norm"
function = "norm"
points = 4
rtol = 0.00123
atol = 0.00456
[[tasks]]
id = "more"
function = "more"
points = 1.5
title = "More"
[limits]
timeout_s = 3
[imports]
allowed = ["numpy", "math"]
[feedback]
hidden = "verdict"
visibility = "after_due_date"
"""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "assignments" / "norm"
    for name, text in {**FILES, "assignment.toml": TOML}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "norm_solution.py").write_text(REFERENCE)
    return folder


@pytest.fixture
def assignment(folder):
    return load_assignment(folder, folder.parents[1] / "reference")


@pytest.fixture
def own_starter(folder):
    (folder / "starter").mkdir()
    (folder / "starter" / "norm.py").write_text(OWN)
    return folder / "starter" / "norm.py"


def listed(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir())


def test_it_holds_these_files_and_no_other(assignment, tmp_path):
    destination = tmp_path / "out"
    written = write_handout(assignment, destination)
    assert listed(destination) == [
        "README.md",
        "assignment.toml",
        "norm.py",
        "public/data/small.csv",
        "public/test_public.py",
        "statement.html",
    ]
    assert written == sorted(destination / name for name in listed(destination))
    assert {p.name for p in destination.iterdir() if p.is_dir()} == {"public"}


def show(folder, *lines):
    (folder / "README.md").write_text("\n\n".join(("# Norm", "Write `norm`.", *lines)))


def test_a_picture_that_the_statement_shows_comes_along_and_no_other(assignment, folder, tmp_path):
    for name in ("figure.svg", "old figure.PNG", "unused.svg", "figure.py"):
        (folder / name).write_bytes(b"<svg>" + name.encode())
    show(folder, "![A line.](figure.svg)", "![Old.](old%20figure.PNG) and ![again][it]", "[it]: figure.svg")
    write_handout(assignment, tmp_path / "out")
    assert {n for n in listed(tmp_path / "out") if "figure" in n or "unused" in n} == {
        "figure.svg",
        "old figure.PNG",
    }
    assert (tmp_path / "out" / "figure.svg").read_bytes() == b"<svg>figure.svg"


def test_pictures_of_the_public_folder_and_of_the_web_are_left_where_they_are(assignment, folder, tmp_path):
    (folder / "public" / "small.png").write_bytes(b"png")
    show(
        folder,
        "![Small.](public/small.png) ![Far.](https://example.org/a.png) ![In the page.](data:image/png;base64,AAAA)",
        "`![code](hidden/test_norm.py)`",
    )
    write_handout(assignment, tmp_path / "out")
    assert len(listed(tmp_path / "out")) == 7
    assert "public/small.png" in listed(tmp_path / "out")


@pytest.mark.parametrize(
    "source",
    [
        "hidden/test_norm.py",
        "hidden/figure.svg",
        "../norm/figure.svg",
        "./figure.svg",
        "notes.txt",
        "equivalent.toml",
        ".svg",
        "%2e%2e/x.svg",
        "/etc/figure.svg",
    ],
)
def test_a_picture_from_elsewhere_is_refused(assignment, folder, tmp_path, source):
    (folder / "hidden" / "figure.svg").write_bytes(b"secret")
    show(folder, f"![What the staff knows.]({source})")
    with pytest.raises(
        CourseError, match=r"README.md: expected pictures in the folder of the statement, .+ Put it there"
    ):
        write_handout(assignment, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_picture_that_is_a_link_or_missing_is_an_error_of_the_course(assignment, folder, tmp_path):
    show(folder, "![A line.](figure.svg)")
    with pytest.raises(
        CourseError, match=r"figure.svg: a file of the handout cannot be read: No such file .+ Create it"
    ):
        write_handout(assignment, tmp_path / "out")
    (folder / "figure.svg").symlink_to(folder / "hidden" / "test_norm.py")
    with pytest.raises(
        CourseError, match=r"figure.svg: expected a file or folder .+ Put a copy in its place"
    ):
        write_handout(assignment, tmp_path / "out")


def test_files_are_copied_byte_for_byte(assignment, folder, tmp_path):
    (folder / "README.md").write_bytes("# ü\r\n".encode("latin-1"))
    write_handout(assignment, tmp_path / "out")
    assert (tmp_path / "out" / "README.md").read_bytes().startswith(b"# \xfc\n\n## How to work on it\n")
    assert "# �" not in (tmp_path / "out" / "statement.html").read_text()
    assert "<h1>�</h1>" in (tmp_path / "out" / "statement.html").read_text()


def test_the_readme_tells_how_to_install_check_and_hand_in_before_the_first_section(
    assignment, folder, tmp_path
):
    show(folder, "## Rules", "$x > 0$")
    write_handout(assignment, tmp_path / "out")
    text = (tmp_path / "out" / "README.md").read_text()
    places = [
        text.index(part)
        for part in (
            "Write `norm`.", "## How to work on it", "open it in a browser",
            "python -m pip install", "-py3-none-any.whl[watch]", "Fill in `norm.py`", "notebook named `norm.ipynb`",
            "`grader check`", "`grader check --watch`", "`grader check --debug norm`",
            "Hand in `norm.py` (or the notebook)", "## Rules", "$x > 0$",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_an_assignment_in_torch_tells_to_install_it(tmp_path):
    write_handout(SHIPPED.assignment("row_softmax"), tmp_path / "out")
    text = (tmp_path / "out" / "README.md").read_text()
    torch = "torch" in SHIPPED.assignment("row_softmax").settings.preload
    assert ("whl[torch,watch]" in text) is torch
    assert ("whl[watch]" in text) is not torch
    assert "Fill in `row_softmax.py`, `row_softmax_gpu.py`." in text


def test_the_statement_is_a_page_of_its_own_with_formulas_and_pictures_and_no_network(
    assignment, folder, tmp_path
):
    (folder / "figure.svg").write_bytes(b"<svg>figure.svg")
    show(
        folder,
        "![A line.](figure.svg)",
        "## One",
        "$$\\frac{a}{b}\\thinspace c$$",
        "<script>alert(1)</script>",
    )
    write_handout(assignment, tmp_path / "out")
    page = (tmp_path / "out" / "statement.html").read_text()
    assert "<h1>Norm</h1>" in page
    assert "<h2>How to work on it</h2>" in page
    assert "open it in a browser" not in page
    assert "<mfrac>" in page
    assert '<mspace width="0.167em"' in page
    assert 'src="data:image/svg+xml;base64,' in page
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert not re.findall(r"""(?:src|href)=["'](?!data:|#)""", page)


def test_the_digest_of_the_starter_is_that_of_the_file(assignment, tmp_path):
    write_handout(assignment, tmp_path / "out")
    settings = load_assignment(tmp_path / "out", None).settings
    assert settings.starter_sha256 == starter_digest((tmp_path / "out" / "norm.py").read_text())


def test_the_file_to_fill_in_has_signatures_and_docstrings_of_the_reference(assignment, tmp_path):
    write_handout(assignment, tmp_path / "out")
    assert (tmp_path / "out" / "norm.py").read_text() == (
        '"""Norm "x": write the body of each function. README.md says what it does."""\n\n\n'
        'def norm(x):\n    """How far x lies from 0."""\n    raise NotImplementedError\n\n\n'
        'def more(x):\n    """More than x."""\n    raise NotImplementedError\n'
    )


def test_a_starter_that_the_author_wrote_is_handed_out_byte_for_byte(assignment, own_starter, tmp_path):
    own_starter.write_bytes(OWN.replace("\n", "\r\n").encode())
    write_handout(assignment, tmp_path / "out")
    assert (tmp_path / "out" / "norm.py").read_bytes() == own_starter.read_bytes()
    assert len(listed(tmp_path / "out")) == 6


def test_its_settings_are_the_public_ones_and_load(assignment, tmp_path):
    write_handout(assignment, tmp_path / "another_name")
    loaded = load_assignment(tmp_path / "another_name", None)
    given = replace(assignment.settings, starter_sha256=starter_digest(assignment.starter_text()))
    assert public_settings(loaded.settings) == public_settings(given)
    assert loaded.reference_path is None


def test_no_tolerance_policy_weight_or_reference_is_told(assignment, tmp_path):
    write_handout(assignment, tmp_path / "out")
    text = (tmp_path / "out" / "assignment.toml").read_text()
    words = (
        "rtol",
        "atol",
        "0.00123",
        "0.00456",
        "feedback",
        "verdict",
        "after_due",
        "solution",
        "weight",
        "callbacks",
    )
    assert [word for word in words if word in text] == []


def secret_lines(assignment):
    """Lines of the hidden tests, wrong answers and reference that students must not see."""
    secret = [
        *assignment.hidden_dir.rglob("*.py"),
        *assignment.wrong_dir.rglob("*.py"),
        assignment.reference_path,
        *(assignment.reference_of(entry) for entry in assignment.settings.performance),
    ]
    public = [assignment.statement_path, *assignment.public_dir.rglob("*.py")]
    shown = [path.read_bytes() for path in public]
    shown += [assignment.starter_text(module).encode() for module in assignment.modules]
    lines = {line.strip() for path in secret for line in path.read_bytes().splitlines()}
    return {line for line in lines if len(line) > 40 and not any(line in text for text in shown)}


def leaked(assignment, destination):
    handed_out = b"\n".join(path.read_bytes() for path in destination.rglob("*") if path.is_file())
    return {line for line in secret_lines(assignment) if line in handed_out}


def test_no_line_of_a_hidden_file_leaves(assignment, tmp_path):
    write_handout(assignment, tmp_path / "out")
    assert len(secret_lines(assignment)) == 4
    assert leaked(assignment, tmp_path / "out") == set()


def test_the_search_for_leaks_finds_one(assignment, tmp_path):
    write_handout(assignment, tmp_path / "out")
    (tmp_path / "out" / "extra.py").write_bytes((assignment.hidden_dir / "test_norm.py").read_bytes())
    assert leaked(assignment, tmp_path / "out") != set()


@pytest.mark.parametrize("assignment_id", SHIPPED.assignment_ids())
def test_handouts_of_the_shipped_course_leak_nothing_and_load(assignment_id, tmp_path):
    assignment = SHIPPED.assignment(assignment_id)
    write_handout(assignment, tmp_path / "out")
    names = listed(tmp_path / "out")
    assert {n for n in names if not n.startswith("public/")} == {
        "README.md",
        "statement.html",
        "assignment.toml",
        "figure.svg",
        assignment.settings.module,
        *(entry.module for entry in assignment.settings.performance if entry.module),
        *(["given/make.py"] if assignment.given_path.exists() else []),
    }
    assert leaked(assignment, tmp_path / "out") == set()
    assert load_assignment(tmp_path / "out", None).id == assignment_id


def test_an_empty_folder_is_filled_where_it_stands(assignment, tmp_path):
    """It may be the shell's working directory, so it must not be replaced."""
    destination = tmp_path / "out"
    destination.mkdir()
    before = destination.stat().st_ino
    write_handout(assignment, destination)
    assert destination.stat().st_ino == before
    assert len(listed(destination)) == 6


def test_parents_are_made_and_nothing_is_left_beside(assignment, tmp_path):
    write_handout(assignment, tmp_path / "a" / "b")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_other_people_may_read_it_as_far_as_the_umask_lets_them(assignment, tmp_path):
    old = os.umask(0o022)
    try:
        write_handout(assignment, tmp_path / "out")
    finally:
        os.umask(old)
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o755


def test_a_folder_with_something_in_it_is_refused_and_kept(assignment, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "norm.py").write_text("my work")
    with pytest.raises(
        UsageError, match=r"out: already there, and a handout overwrites nothing: .*'norm\.py'"
    ):
        write_handout(assignment, tmp_path / "out")
    assert listed(tmp_path / "out") == ["norm.py"]
    assert (tmp_path / "out" / "norm.py").read_text() == "my work"


def test_a_file_is_refused(assignment, tmp_path):
    (tmp_path / "out").write_text("x")
    with pytest.raises(UsageError, match=r"out: expected a folder, but this is a file\. Name a new folder"):
        write_handout(assignment, tmp_path / "out")


def test_a_folder_inside_the_assignment_is_refused(assignment, folder):
    with pytest.raises(UsageError, match=r"out: it lies inside the assignment 'norm'\. Name one outside"):
        write_handout(assignment, folder / "public" / "out")


def test_a_folder_that_cannot_be_written_is_an_output_error(assignment, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(
        OutputError, match=r"the handout cannot be written there: .+\. Name a folder that you may write to"
    ):
        write_handout(assignment, tmp_path / "file" / "out")


def test_a_disk_that_fills_up_leaves_nothing_behind(assignment, tmp_path, monkeypatch):
    real = Path.write_bytes

    def full(self, data):
        if self.name == "test_public.py":
            raise OSError(28, "No space left on device")
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    (tmp_path / "parent").mkdir()
    with pytest.raises(OutputError, match="No space left on device"):
        write_handout(assignment, tmp_path / "parent" / "out")
    assert list((tmp_path / "parent").iterdir()) == []


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("public/link.py", "hidden/test_norm.py"),
        ("public/folder", "hidden"),
        ("README.md", "hidden/test_norm.py"),
        ("public", "hidden"),
    ],
)
def test_links_are_not_followed(assignment, folder, tmp_path, link, target):
    if (folder / link).exists():
        (folder / link).rename(folder / "moved")
    (folder / "hidden" / "norm.py").write_text("secret")
    (folder / link).symlink_to(folder / target)
    with pytest.raises(CourseError, match=rf"{link}: expected a file or folder .+ Put a copy in its place"):
        write_handout(assignment, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("starter", "hidden"),
        ("starter/norm.py", "hidden/test_norm.py"),
        ("starter/norm.py", "hidden/gone.py"),
    ],
)
def test_a_starter_that_is_a_link_is_not_followed(assignment, folder, own_starter, tmp_path, link, target):
    (folder / link).rename(folder / "moved")
    (folder / "hidden" / "norm.py").write_text("secret")
    (folder / link).symlink_to(folder / target)
    with pytest.raises(CourseError, match=rf"{link}: expected a file or folder .+ Put a copy in its place"):
        write_handout(assignment, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["public/pipe", "starter/norm.py"])
def test_a_pipe_is_not_waited_for(assignment, folder, tmp_path, name):
    (folder / "starter").mkdir()
    os.mkfifo(folder / name)
    with pytest.raises(CourseError, match=rf"{name}: expected a file or folder"):
        write_handout(assignment, tmp_path / "out")


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        (b"def norm(x:\n", "'[(]' was never closed .+line 1"),
        (b"def norm(x): ...\n", "it defines no function or class more"),
        (b"# \xff\n", "'utf-8' codec can't decode byte 0xff"),
        (
            REFERENCE.replace("more(x)", "more(x=_sign_that_is_the_whole_difficulty(3))").encode(),
            "the signature of more needs _sign_that_is_the_whole_difficulty, which has code that students do not get",
        ),
    ],
)
def test_a_reference_that_gives_no_starter_is_an_error_of_the_course(assignment, tmp_path, reference, reason):
    assignment.reference_path.write_bytes(reference)
    with pytest.raises(
        CourseError,
        match=rf"norm: no starter can be made from the reference of norm\.py: {reason}.*\. "
        r"Correct the reference, or write norm/starter/norm\.py yourself\.",
    ):
        write_handout(assignment, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_public_that_is_no_folder_is_an_error_of_the_course(assignment, folder, tmp_path):
    (folder / "public").rename(folder / "moved")
    (folder / "public").write_text("x")
    with pytest.raises(CourseError, match=r"public: cannot be read: Not a directory\. Make it readable"):
        write_handout(assignment, tmp_path / "out")


def test_an_assignment_without_public_tests_has_a_handout(assignment, folder, tmp_path):
    (folder / "public").rename(folder / "moved")
    write_handout(assignment, tmp_path / "out")
    assert listed(tmp_path / "out") == ["README.md", "assignment.toml", "norm.py", "statement.html"]


# TOML

SCALARS = (
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
)
TABLES = st.recursive(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=4), SCALARS | st.lists(SCALARS)
    ),
    lambda inner: st.dictionaries(
        st.text(st.sampled_from("ab.\"' -_ü"), max_size=3), SCALARS | inner | st.lists(inner, max_size=2)
    ),
    max_leaves=8,
)


@given(TABLES)
def test_toml_reads_back_as_what_was_written(table):
    """Property: any keys and strings, numbers, nested tables and lists of tables."""
    assert tomllib.loads(toml_text(table)) == table


def test_types_survive():
    table = {"a": True, "b": 1, "c": 1.0, "d": 1e300, "e": float("inf"), "f": [], "g": '\x00\x7f\\"\n\t€😀'}
    read = tomllib.loads(toml_text(table))
    assert read == table
    assert [type(value) for value in read.values()] == [type(value) for value in table.values()]


def test_a_key_after_a_table_does_not_fall_into_it():
    assert toml_text({"t": {"x": 1}, "a": 2}) == "a = 2\n\n[t]\nx = 1\n"


@pytest.mark.parametrize("value", [None, {1, 2}, [{"a": 1}, 2]])
def test_what_toml_does_not_know_is_refused(value):
    with pytest.raises(TypeError, match=re.escape("cannot write as TOML: expected str, bool, int")):
        toml_text({"a": value})


@pytest.mark.parametrize(
    ("statement", "preload", "offered"),
    [
        ("## In PyTorch\n\n```python\n>>> import torch\n```\n", '["numpy"]', True),
        ("## In PyTorch\n\nThere it is one call.\n", '["numpy"]', False),
        ("## Formulas\n\n```python\n>>> 1\n1\n```\n", '["numpy"]', False),
        ("## In PyTorch\n\n```python\n>>> import torch\n```\n", '["numpy", "torch"]', False),
    ],
)
def test_the_guide_offers_torch_where_only_the_examples_need_it(
    assignment, tmp_path, statement, preload, offered
):
    (assignment.folder / "README.md").write_text(f"# Norm\n\nWrite `norm`.\n\n{statement}")
    settings = replace(assignment.settings, preload=tuple(re.findall(r"\w+", preload)))
    write_handout(replace(assignment, settings=settings), tmp_path / "out")
    for name in ("README.md", "statement.html"):
        assert ("python -m pip install torch" in (tmp_path / "out" / name).read_text()) == offered


def test_a_link_to_a_folder_with_files_is_no_place_for_a_handout(assignment, tmp_path):
    """In a student's folder it may lead anywhere."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "notes.txt").write_text("mine")
    (tmp_path / "out").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(
        UsageError, match=r"this is a link to .* which holds files\. Name that folder itself\."
    ):
        write_handout(assignment, tmp_path / "out")
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["notes.txt"]
