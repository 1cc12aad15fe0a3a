"""A product of 8 × 8 numbers: what one tile reads, for tiles of one number and for tiles of four."""

from drawing import GREY, LIGHT_BLUE, LIGHT_GREEN, LIGHT_RED, SMALL, Figure

N, CELL, GAP = 8, 17, 20
SIDE = N * CELL
FIRST = 4
"""Row and column where the tile begins."""


def figure() -> Figure:
    canvas = Figure(420)
    _product(canvas, 24, 1, "Tiles of one number")
    _product(canvas, 364, 4, "Tiles of four rows and four columns")
    return canvas


def _product(canvas: Figure, left: float, tile: int, title: str) -> None:
    """A to the left, B above, and the product where they meet."""
    x, y = left + SIDE + GAP, 60 + SIDE + GAP
    canvas.text(left, 28, title, anchor="start", bold=True)
    some, all_ = (FIRST, tile), (0, N)
    _matrix(canvas, x, 60, "B", LIGHT_BLUE, all_, some)
    _matrix(canvas, left, y, "A", LIGHT_GREEN, some, all_)
    _matrix(canvas, x, y, "C", LIGHT_RED, some, some)
    tiles, read = (N // tile) ** 2, 2 * N * tile
    lines = (
        f"{tiles} tiles read {read // 2} + {read // 2} numbers each: {tiles * read}",
        f"each number of A and of B is read {N // tile} times",
    )
    canvas.lines(left, y + SIDE + 28, lines, anchor="start")


def _matrix(
    canvas: Figure, x: float, y: float, name: str, fill: str, rows: tuple[int, int], columns: tuple[int, int]
) -> None:
    """A matrix, with what the tile needs of it in colour and in a thick frame: first and count of rows and columns."""
    canvas.text(x + SIDE / 2, y - 6, name, size=SMALL)
    part = x + columns[0] * CELL, y + rows[0] * CELL, columns[1] * CELL, rows[1] * CELL
    canvas.box(*part, fill=fill, edge="none", round_=0)
    for index in range(N + 1):
        canvas.line([(x, y + index * CELL), (x + SIDE, y + index * CELL)], colour=GREY, thick=0.8)
        canvas.line([(x + index * CELL, y), (x + index * CELL, y + SIDE)], colour=GREY, thick=0.8)
    canvas.box(*part, fill="none", thick=2.4, round_=0)


if __name__ == "__main__":
    figure().save(__file__)
