"""Code that was typed into a page of the learning platform: from HTML back to text."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

_LINES: Final = frozenset({"p", "div", "li", "tr", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN: Final = frozenset({"head", "script", "style", "title"})
_BLANKS: Final = " \t\r\n"


class _PageText(HTMLParser):
    """Collects the text of a page. A paragraph is a line; in ``pre`` the text is as it stands.

    Line ends outside of ``pre`` are those of the page's source, and so are the blanks after one at the start of a
    paragraph. Indents of the typed text arrive as no-break spaces.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._pre = 0
        self._hidden = 0
        self._heading: frozenset[str] = frozenset()
        self._starts = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser gives them
        if tag == "title":
            self._heading = frozenset({"h1"})  # Canvas repeats the page's title above the text
        if tag == "br":
            self.parts.append("\n")
        elif tag in _LINES:
            self._end_line()
        self._starts = tag in _LINES
        self._pre += tag == "pre"
        self._hidden += tag in _HIDDEN | self._heading

    def handle_endtag(self, tag: str) -> None:
        if tag in _LINES:
            self._end_line()
        self._pre = max(0, self._pre - (tag == "pre"))
        self._hidden = max(0, self._hidden - (tag in _HIDDEN | self._heading))

    def handle_data(self, data: str) -> None:
        text = data if self._pre else self._without_source_lines(data)
        if text and not self._hidden:
            self.parts.append(text.replace("\xa0", " "))
            self._starts = False

    def _without_source_lines(self, data: str) -> str:
        if "\n" in data and not data.strip(_BLANKS):
            return ""
        if self._starts and data.startswith(("\n", "\r")):
            data = data.lstrip(_BLANKS)
        return data.replace("\r", "").replace("\n", "")

    def _end_line(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")


def code_of_page(raw: bytes) -> bytes:
    """The text of an HTML page, as the bytes of a Python file.

    Examples
    --------
    >>> code_of_page(b"<p>def f(x):</p><p>&nbsp; &nbsp; return x &lt; 1</p>")
    b'def f(x):\\n    return x < 1\\n'
    """
    page = _PageText()
    page.feed(raw.decode("utf-8", "replace"))
    page.close()
    return "".join(page.parts).encode()
