"""The statement as one HTML page for a browser: formulas in MathML, pictures inside, no script and no network."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from pathlib import PurePosixPath

from grader.course.statement import PICTURE_KINDS
from grader.reports.markdown_html import markdown_html
from grader.reports.page import render


def statement_html(title: str, statement: str, pictures: Mapping[str, bytes]) -> str:
    """The page.

    Parameters
    ----------
    title : str
    statement : str
        Markdown.
    pictures : mapping
        Files that the statement shows, by name.
    """
    text = markdown_html(statement, frozenset(map(_address, pictures.items())), heading_shift=0)
    return render("statement.html.j2", heading=title, statement=text)


def _address(picture: tuple[str, bytes]) -> tuple[str, str]:
    name, data = picture
    kind = PICTURE_KINDS[PurePosixPath(name).suffix.lower()]
    return name, f"data:{kind};base64,{b64encode(data).decode()}"
