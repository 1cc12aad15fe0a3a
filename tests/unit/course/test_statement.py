"""What programs read in a statement: pictures and Python, and nothing that only looks like them."""

from __future__ import annotations

import pytest

from grader.course.statement import Picture, picture_files, pictures, python_blocks


def test_pictures_are_found_with_source_and_text():
    text = "# A\n\n![A line.](figure.svg) and ![two\nlines](my%20plot.PNG)\n\n| a |\n|---|\n| ![In a cell.](c.gif) |\n"
    assert pictures(text) == [
        Picture("figure.svg", "A line."),
        Picture("my plot.PNG", "two lines"),
        Picture("c.gif", "In a cell."),
    ]


@pytest.mark.parametrize(
    "text", ["`![a](b.svg)`", "```\n![a](b.svg)\n```", "    ![a](b.svg)", "[a](b.svg)", r"\![a](b.svg)"]
)
def test_code_and_links_are_no_pictures(text):
    assert pictures(text) == []


@pytest.mark.parametrize(
    ("source", "file", "beside"),
    [
        ("figure.svg", True, True),
        ("FIGURE.JPEG", True, True),
        ("public/figure.svg", True, False),
        ("../figure.svg", True, False),
        ("..\\figure.svg", True, False),
        ("/figure.svg", True, False),
        (".svg", True, False),
        (".hidden.svg", True, False),
        ("notes.txt", True, False),
        ("figure", True, False),
        ("https://example.org/figure.svg", False, False),
        ("//example.org/figure.svg", False, False),
        ("data:image/png;base64,AAAA", False, False),
    ],
)
def test_only_a_picture_in_the_same_folder_lies_beside(source, file, beside):
    picture = Picture(source, "")
    assert (picture.is_file, picture.is_beside) == (file, beside)


def test_pictures_are_read_where_they_are_there_and_no_links(tmp_path):
    (tmp_path / "secret.svg").write_bytes(b"secret")
    (tmp_path / "a.svg").write_bytes(b"a")
    (tmp_path / "link.svg").symlink_to(tmp_path / "secret.svg")
    (tmp_path / "folder.svg").mkdir()
    names = ("a.svg", "link.svg", "folder.svg", "gone.svg", "../a.svg", "https://example.org/a.svg")
    (tmp_path / "README.md").write_text("\n".join(f"![x]({name})" for name in names))
    assert picture_files(tmp_path / "README.md") == {"a.svg": b"a"}


def test_blocks_of_python_know_their_line():
    text = "# A\n\n```python\n>>> 1 + 1\n2\n```\n\n```\n>>> 3\n```\n\n- in a list\n\n  ```python\n  >>> 4\n  4\n  ```\n"
    assert python_blocks(text) == [(">>> 1 + 1\n2\n", 4), (">>> 4\n4\n", 15)]
