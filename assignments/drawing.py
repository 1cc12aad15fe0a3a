"""What all figures of the statements have in common: size, fonts, colours, arrows, boxes and tables of numbers.

A figure must be readable on paper, on a dark page and without colours, so it has a white ground, and what a colour
tells is also told by a word, a dash or a letter. Coordinates are rounded, so that every machine writes the same bytes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import drawsvg

WIDTH = 680
SIZE, SMALL = 14, 12
"""Letters in pixels; nothing is smaller."""
FONT = "Helvetica, Arial, 'DejaVu Sans', sans-serif"

INK, GREY, PALE, WHITE = "#1a1a1a", "#5c5c5c", "#eeeeee", "#ffffff"
BLUE, RED, GREEN = "#005a9c", "#b34700", "#00664b"
"""Dark enough for text on white; told apart by the colour-blind (after M. Okabe and K. Ito)."""
LIGHT_BLUE, LIGHT_RED, LIGHT_GREEN = "#d6e8f5", "#fbe3d0", "#d3eee3"

_PART = re.compile(r"([_^])(?:\{([^}]*)\}|(.))|([^_^]+)")
_SHIFT = {"_": 4, "^": -5, "": 0}

Point = tuple[float, float]


class Figure:
    """An SVG of the common width, filled from the back to the front."""

    def __init__(self, height: float) -> None:
        self._drawing = drawsvg.Drawing(WIDTH, height, font_family=FONT)
        self._drawing.append(drawsvg.Rectangle(0, 0, WIDTH, height, fill=WHITE))

    def text(
        self, x: float, y: float, words: str, *, size: int = SIZE, colour: str = INK,
        anchor: str = "middle", bold: bool = False,
    ) -> None:  # fmt: skip
        """One line with its base line at ``y``; ``h_{t-1}`` and ``x^2`` set the rest lower or higher."""
        style = {"font_weight": "bold"} if bold else {}
        line = drawsvg.Text("", size, _round(x), _round(y), fill=colour, text_anchor=anchor, **style)
        height = 0
        for sign, braced, single, plain in _PART.findall(words):
            step, height = _SHIFT[sign] - height, _SHIFT[sign]
            moved = {"dy": step} if step else {}
            small = {"font_size": SMALL} if sign else {}
            line.append(drawsvg.TSpan(braced or single or plain, **moved, **small))
        self._drawing.append(line)

    def lines(self, x: float, y: float, words: Sequence[str], *, pitch: float = 18, **style: object) -> None:
        """Lines of text below each other, the first one at ``y``."""
        for index, line in enumerate(words):
            self.text(x, y + index * pitch, line, **style)  # type: ignore[arg-type]

    def box(
        self, x: float, y: float, width: float, height: float, words: Iterable[str] = (), *,
        fill: str = WHITE, edge: str = INK, thick: float = 1.2, round_: float = 4, dashed: bool = False,
        size: int = SIZE,
    ) -> None:  # fmt: skip
        """A box with lines of text in its middle."""
        dash = {"stroke_dasharray": "6 4"} if dashed else {}
        self._drawing.append(
            drawsvg.Rectangle(
                *map(_round, (x, y, width, height)),
                rx=round_,
                fill=fill,
                stroke=edge,
                stroke_width=thick,
                **dash,
            )
        )
        words = list(words)
        pitch = size + 4
        top = y + height / 2 - (len(words) - 1) * pitch / 2 + size * 0.36
        for index, line in enumerate(words):
            self.text(x + width / 2, top + index * pitch, line, size=size)

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        word: str = "",
        *,
        fill: str = WHITE,
        edge: str = INK,
        thick: float = 1.2,
    ) -> None:
        """A disc with a sign in it."""
        self._drawing.append(
            drawsvg.Circle(*map(_round, (x, y, radius)), fill=fill, stroke=edge, stroke_width=thick)
        )
        if word:
            self.text(x, y + 5, word)

    def line(
        self, points: Iterable[Point], *, colour: str = INK, thick: float = 1.5, dashed: bool = False
    ) -> None:
        """Straight from point to point."""
        dash = {"stroke_dasharray": "6 4"} if dashed else {}
        flat = [_round(value) for point in points for value in point]
        self._drawing.append(
            drawsvg.Lines(*flat, close=False, fill="none", stroke=colour, stroke_width=thick, **dash)
        )

    def arrow(self, *points: Point, colour: str = INK, dashed: bool = False, thick: float = 1.6) -> None:
        """A line with a head at its last point. A dashed arrow is a gradient, in every figure."""
        (x0, y0), (x1, y1) = points[-2:]
        length = math.hypot(x1 - x0, y1 - y0)
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        neck = (x1 - 8 * ux, y1 - 8 * uy)
        self.line((*points[:-1], neck), colour=colour, thick=thick, dashed=dashed)
        self.polygon(
            (
                (x1, y1),
                (x1 - 10 * ux - 4.5 * uy, y1 - 10 * uy + 4.5 * ux),
                (x1 - 10 * ux + 4.5 * uy, y1 - 10 * uy - 4.5 * ux),
            ),
            fill=colour,
        )

    def polygon(
        self, points: Iterable[Point], *, fill: str = WHITE, edge: str = "none", thick: float = 1.2
    ) -> None:
        """A filled area."""
        flat = [_round(value) for point in points for value in point]
        self._drawing.append(drawsvg.Lines(*flat, close=True, fill=fill, stroke=edge, stroke_width=thick))

    def table(
        self, x: float, y: float, rows: Sequence[Sequence[object]], *, cell: float = 30, high: float = 0,
        fills: Sequence[Sequence[str]] = (), edge: str = GREY,
    ) -> None:  # fmt: skip
        """Cells with one number or word each; ``high`` is the height of a cell where it is no square."""
        high = high or cell
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                fill = fills[i][j] if fills else WHITE
                self.box(
                    x + j * cell,
                    y + i * high,
                    cell,
                    high,
                    [str(value)],
                    fill=fill,
                    edge=edge,
                    thick=1,
                    round_=0,
                )

    def svg(self) -> str:
        """The file's text."""
        return str(self._drawing.as_svg()) + "\n"

    def save(self, code: str) -> None:
        """Write the figure beside the code that drew it."""
        Path(code).with_suffix(".svg").write_text(self.svg(), encoding="utf-8")


def _round(value: float) -> float:
    """One decimal, and no minus before zero."""
    return round(float(value), 1) + 0.0


def minus(number: float) -> str:
    """A number as it is printed, with the sign that is as wide as a plus."""
    return f"{number:g}".replace("-", "−")
