"""A small image: mirrored, turned, cut and scaled."""

from collections.abc import Sequence

from drawing import GREY, INK, LIGHT_BLUE, SMALL, WHITE, Figure

CELL = 34
IMAGE = ((1, 2, 3), (4, 5, 6))


def figure() -> Figure:
    canvas = Figure(230)
    flipped = [row[::-1] for row in IMAGE]
    turned = [[row[k] for row in IMAGE] for k in (2, 1, 0)]
    scaled = [[row[k * 3 // 5] for k in range(5)] for row in IMAGE]
    _grid(canvas, 20, "the image", IMAGE)
    _grid(canvas, 150, "mirrored", flipped)
    _grid(canvas, 280, "turned once", turned)
    _grid(canvas, 376, "a window", [row[1:] for row in IMAGE])
    _grid(canvas, 480, "scaled to 2 × 5", scaled)
    canvas.text(340, 215, "A number tells where a pixel comes from.", size=SMALL, colour=GREY)
    return canvas


def _grid(canvas: Figure, left: float, word: str, rows: Sequence[Sequence[int]]) -> None:
    canvas.text(left + len(rows[0]) * CELL / 2, 40, word, bold=True, size=SMALL)
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            x, y = left + j * CELL, 60 + i * CELL
            canvas.box(x, y, CELL, CELL, fill=LIGHT_BLUE if value in (3, 6) else WHITE, edge=INK)
            canvas.text(x + CELL / 2, y + CELL / 2 + 5, str(value))


if __name__ == "__main__":
    figure().save(__file__)
