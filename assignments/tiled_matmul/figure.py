"""A product of 8 × 8 numbers: what one tile reads, for tiles of one number and for tiles of four."""

from collections.abc import Callable

from drawing import LIGHT_BLUE, LIGHT_GREEN, LIGHT_RED, SMALL, WHITE, Figure

N, CELL, GAP = 8, 17, 20
SIDE = N * CELL


def figure() -> Figure:
    canvas = Figure(420)
    _product(canvas, 24, 1, "Tiles of one number")
    _product(canvas, 364, 4, "Tiles of four rows and four columns")
    return canvas


def _product(canvas: Figure, left: float, tile: int, title: str) -> None:
    """A to the left, B above, and the product where they meet."""
    rows = columns = range(4, 4 + tile)
    x, y = left + SIDE + GAP, 60 + SIDE + GAP
    canvas.text(left, 28, title, anchor="start", bold=True)
    _matrix(canvas, x, 60, "B", LIGHT_BLUE, lambda _, j: j in columns)
    _matrix(canvas, left, y, "A", LIGHT_GREEN, lambda i, _: i in rows)
    _matrix(canvas, x, y, "C", LIGHT_RED, lambda i, j: i in rows and j in columns)
    tiles, read = (N // tile) ** 2, 2 * N * tile
    lines = (
        f"{tiles} tiles read {read // 2} + {read // 2} numbers each: {tiles * read}",
        f"each number of A and of B is read {N // tile} times",
    )
    canvas.lines(left, y + SIDE + 28, lines, anchor="start")


def _matrix(
    canvas: Figure, x: float, y: float, name: str, fill: str, used: Callable[[int, int], bool]
) -> None:
    """The numbers of a matrix; those in use are coloured and have a dot."""
    canvas.text(x + SIDE / 2, y - 6, name, size=SMALL)
    uses = [[used(i, j) for j in range(N)] for i in range(N)]
    cells = [["·" if use else "" for use in row] for row in uses]
    canvas.table(x, y, cells, cell=CELL, fills=[[fill if use else WHITE for use in row] for row in uses])


if __name__ == "__main__":
    figure().save(__file__)
