"""A folder with the untouched starter and a finished notebook: the notebook counts, and everyone is told."""

from __future__ import annotations

import json
import re

import pytest

RIGHT = "def total(x):\n    return float(sum(x))\n\n\ndef spread(x):\n    return float(max(x) - min(x))\n"
NOTICE = "'sums.ipynb' counts: 'sums.py' beside it is the starter as it was handed out."


def notebook(text):
    cell = {"cell_type": "code", "metadata": {}, "source": text, "outputs": [], "execution_count": 1}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture(scope="module")
def graded(make_workshop, tmp_path_factory):
    """A class: a notebook beside the starter, a notebook beside other work, and an unused import."""
    workshop = make_workshop(tmp_path_factory.mktemp("notebooks"))
    handout = workshop.root / "given"
    assert workshop.run("handout", "sums", handout, "--course", workshop.course).code == 0
    starter = (handout / "sums.py").read_text()
    for student, text in (("ada", starter), ("bob", RIGHT.replace("max(x)", "x[0]"))):
        workshop.write(f"class/{student}/sums.py", text)
        workshop.write(f"class/{student}/sums.ipynb", notebook(RIGHT))
    workshop.write("class/cat/sums.py", f"import no_such_plots\n{RIGHT}")
    workshop.write("class/dan/sums.ipynb", notebook(f"import no_such_plots\n{RIGHT}"))
    return workshop, workshop.grade()


def test_the_notebook_beside_the_starter_is_graded(graded):
    assert graded[0].sheet()["ada"]["sums"] == "5"


def test_it_is_said_on_the_terminal_on_the_sheet_and_on_the_page(graded):
    workshop, result = graded
    said = f"ada (sums): {NOTICE}"
    assert said in " ".join((result.out + result.err).split())
    assert workshop.sheet()["ada"]["sums_status"] == "graded, notebook"
    assert workshop.sheet()["cat"]["sums_status"] == "graded"
    page = next(workshop.out.glob("ada/**/report.html")).read_text()
    assert NOTICE in re.sub("&#39;", "'", page)


def test_two_files_with_work_are_not_scored_and_the_question_is_asked(graded):
    workshop, result = graded
    assert result.code == 4
    assert workshop.sheet()["bob"]["sums"] == ""
    assert "Both 'sums.py' and 'sums.ipynb' hold work. Which one counts?" in " ".join(
        (result.out + result.err).split()
    )


def test_an_import_that_nothing_uses_costs_nothing_in_a_file_or_a_notebook(graded):
    workshop = graded[0]
    for student in ("cat", "dan"):
        assert workshop.sheet()[student]["sums"] == "5"
        report = json.loads(next(workshop.out.glob(f"{student}/**/report.json")).read_text())
        assert any("no_such_plots is not available here. Nothing uses it" in n for n in report["notices"])
