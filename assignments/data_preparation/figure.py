"""Padding at both ends, and a permutation that is cut into batches."""

from drawing import BLUE, GREEN, GREY, LIGHT_BLUE, LIGHT_GREEN, LIGHT_RED, PALE, RED, SMALL, WHITE, Figure

CELL = 30
ORDER = (6, 0, 9, 3, 8, 1, 4, 7, 2, 5)


def figure() -> Figure:
    canvas = Figure(330)
    _padding(canvas)
    _batches(canvas)
    return canvas


def _padding(canvas: Figure) -> None:
    """Two sequences, and the rows of four values that they become."""
    canvas.text(155, 26, "Padding, length 4", bold=True)
    left = 65
    canvas.text(left, 62, "sequences", anchor="start", size=SMALL, colour=GREY)
    canvas.table(left, 70, [(7, 8)], cell=CELL, fills=[[LIGHT_BLUE] * 2])
    canvas.table(left, 106, [(1, 2, 3, 4, 5, 6)], cell=CELL, fills=[[LIGHT_GREEN] * 6])
    for top, where, rows, note in (
        (168, "pre", ((0, 0, 7, 8), (3, 4, 5, 6)), "1 and 2 are cut off"),
        (250, "post", ((7, 8, 0, 0), (1, 2, 3, 4)), "5 and 6 are cut off"),
    ):
        fills = [[WHITE if value == 0 else LIGHT_BLUE for value in rows[0]], [LIGHT_GREEN] * 4]
        canvas.text(left - 12, top + 34, where, anchor="end", bold=True, colour=RED)
        canvas.table(left, top, rows, cell=CELL, fills=fills)
        canvas.text(
            left + 4 * CELL + 10, top + 20, "zeros are added", anchor="start", size=SMALL, colour=BLUE
        )
        canvas.text(left + 4 * CELL + 10, top + 50, note, anchor="start", size=SMALL, colour=GREEN)


def _batches(canvas: Figure) -> None:
    """Indices in order, shuffled, and cut."""
    left = 352
    middle = left + 5 * CELL
    canvas.text(middle, 26, "Mini-batches, n = 10, four indices each", bold=True)
    canvas.text(left, 62, "indices", anchor="start", size=SMALL, colour=GREY)
    canvas.table(left, 70, [tuple(range(10))], cell=CELL, fills=[[PALE] * 10])
    canvas.arrow((middle, 106), (middle, 138))
    canvas.text(middle + 12, 127, "shuffled once", anchor="start", size=SMALL)
    fills = [LIGHT_BLUE] * 4 + [LIGHT_GREEN] * 4 + [LIGHT_RED] * 2
    canvas.table(left, 144, [ORDER], cell=CELL, fills=[fills])
    canvas.arrow((middle, 180), (middle, 212))
    canvas.text(middle + 12, 201, "cut", anchor="start", size=SMALL)
    shift = -10
    for start, size, colour, name in (
        (0, 4, LIGHT_BLUE, "batch 1"),
        (4, 4, LIGHT_GREEN, "batch 2"),
        (8, 2, LIGHT_RED, "batch 3"),
    ):
        x = left + start * CELL + shift
        canvas.table(x, 218, [ORDER[start : start + size]], cell=CELL, fills=[[colour] * size])
        canvas.text(x + size * CELL / 2, 268, name, size=SMALL)
        shift += 10
    canvas.text(middle, 302, "Each index is in one batch; the last batch is short.", size=SMALL, colour=GREY)


if __name__ == "__main__":
    figure().save(__file__)
