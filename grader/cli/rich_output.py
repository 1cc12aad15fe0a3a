"""What rich draws for a command: tables and bars, whose cells may quote a student."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from grader.text import inert, visible


class Canvas(Console):
    """A console that shows no control character but those that rich makes itself."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=inert(visible(segment.text)))

    def on_broken_pipe(self) -> NoReturn:
        raise  # it is being handled where this is called; `grader.cli.abnormal_exit` knows what to do


def cell(value: Any) -> str:
    """Text for a cell: it is measured as it will be shown."""
    return visible(str(value)).replace("\n", "␊")
