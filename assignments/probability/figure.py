"""The joint table of the statement, its marginals, and the two tables of conditional probabilities."""

from collections.abc import Sequence
from fractions import Fraction

from drawing import BLUE, GREEN, GREY, INK, LIGHT_BLUE, LIGHT_GREEN, SMALL, WHITE, Figure

JOINT = (("1/10", "4/10", "1/10"), ("0", "2/10", "2/10"))
WEATHER, BUS = ("dry", "rain"), ("early", "on time", "late")
WIDE, HIGH = 62, 36
Numbers = list[list[Fraction]]


def figure() -> Figure:
    joint = [[Fraction(cell) for cell in row] for row in JOINT]
    rows = [sum(row, Fraction(0)) for row in joint]
    columns = [sum(column, Fraction(0)) for column in zip(*joint, strict=True)]
    canvas = Figure(400)

    left, top = 226, 62
    canvas.text(left + 1.5 * WIDE, 24, "joint table P(A, B)", bold=True)
    _table(canvas, left, top, [[*row, total] for row, total in zip(joint, rows, strict=True)] + [[*columns]],
           ((WHITE, WHITE, WHITE, LIGHT_BLUE), (WHITE, WHITE, WHITE, LIGHT_BLUE), (LIGHT_GREEN,) * 3))  # fmt: skip
    _names(canvas, left, top)
    canvas.text(left + 3.5 * WIDE, top - 10, "P(A)", colour=BLUE, size=SMALL, bold=True)
    canvas.text(left - 12, top + 2.5 * HIGH + 5, "P(B)", colour=GREEN, size=SMALL, bold=True, anchor="end")
    canvas.lines(
        left + 4 * WIDE + 16, top + 22, ["marginals: sums along", "rows and along columns"], anchor="start", size=SMALL
    )  # fmt: skip

    lower = 278
    by_row = [[cell / total for cell in row] for row, total in zip(joint, rows, strict=True)]
    by_column = [[cell / total for cell, total in zip(row, columns, strict=True)] for row in joint]
    for x, words, divided, fill, edge, sums in (
        (80, "conditional(joint, 0): P(B | A)", by_row, LIGHT_BLUE, BLUE, "each row sums to 1"),
        (430, "conditional(joint, 1): P(A | B)", by_column, LIGHT_GREEN, GREEN, "each column sums to 1"),
    ):
        canvas.text(x + 1.5 * WIDE, lower - 44, words, bold=True, colour=edge)
        _table(canvas, x, lower, divided, ((fill,) * 3,) * 2)
        _names(canvas, x, lower)
        canvas.text(x + 1.5 * WIDE, lower + 2 * HIGH + 22, sums, size=SMALL)
    start = top + 3 * HIGH + 8
    canvas.arrow((left + 30, start), (190, lower - 62), colour=BLUE)
    canvas.arrow((left + 2.5 * WIDE, start), (505, lower - 62), colour=GREEN)
    canvas.text(188, start + 20, "divide each row by P(A)", size=SMALL, colour=BLUE, anchor="end")
    canvas.text(470, start + 20, "divide each column by P(B)", size=SMALL, colour=GREEN, anchor="start")
    return canvas


def _table(canvas: Figure, x: float, y: float, cells: Numbers, fills: Sequence[Sequence[str]]) -> None:
    words = [[_word(cell) for cell in row] for row in cells]
    canvas.table(x, y, words, cell=WIDE, high=HIGH, fills=fills, edge=GREY)


def _names(canvas: Figure, x: float, y: float) -> None:
    for j, name in enumerate(BUS):
        canvas.text(x + (j + 0.5) * WIDE, y - 10, name, size=SMALL, colour=INK)
    for i, name in enumerate(WEATHER):
        canvas.text(x - 12, y + (i + 0.5) * HIGH + 5, name, size=SMALL, colour=INK, anchor="end")


def _word(number: Fraction) -> str:
    """Tenths as decimals, other fractions as they are."""
    return f"{float(number):g}" if (10 * number).denominator == 1 else str(number)


if __name__ == "__main__":
    figure().save(__file__)
