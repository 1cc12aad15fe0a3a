"""Places in the files of a student."""

from __future__ import annotations

from grader.model import CodeLine, SourceFile, placed


def test_lines_of_a_notebooks_text_become_cell_and_line():
    source = SourceFile(name="n.ipynb", text="a\nb\nc\nd", cells=((1, 1), (3, 3)))
    lines = tuple(
        CodeLine(file=name, line=line) for name, line in [("n.ipynb", 2), ("n.ipynb", 4), ("x.py", 4)]
    )
    assert [str(line) for line in placed(lines, (source,))] == [
        "n.ipynb, cell 1, line 2", "n.ipynb, cell 3, line 2", "x.py, line 4",
    ]  # fmt: skip


def test_a_place_of_a_notebook_keeps_its_column():
    source = SourceFile(name="n.ipynb", text="a\nb", cells=((1, 1),))
    line = CodeLine(file="n.ipynb", line=2, column=1)
    assert placed((line,), (source,)) == (CodeLine(file="n.ipynb", line=2, cell=1, column=1),)
