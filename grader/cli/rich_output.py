"""Tables and progress bars, drawn by rich and made safe, as their cells may quote a student."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from grader.text import inert, sanitize


class SafeConsole(Console):
    """A console that shows no control characters except those of rich itself."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=inert(sanitize(segment.text)))

    def on_broken_pipe(self) -> NoReturn:
        raise  # rich calls this inside an except block; `grader.cli.abnormal_exit` handles the exception


def cell(value: Any) -> str:
    """Text for a cell. rich measures a cell before it is made safe, so it is made safe here, too."""
    return sanitize(str(value)).replace("\n", "␊")
