"""From the logits of two samples to the gradient, with the numbers of the example by hand."""

from collections.abc import Sequence

from drawing import BLUE, GREY, LIGHT_BLUE, LIGHT_GREEN, LIGHT_RED, RED, SMALL, WHITE, Figure, minus

Rows = Fills = Sequence[Sequence[str]]

CELL, HIGH = 44, 32
TOP, BELOW = 56, 196
MIDDLE = TOP + HIGH
WIDE = 3 * CELL
LEFT, CENTRE, RIGHT = 24, 206, 388
"""Where the tables begin."""
BESIDE = RIGHT + WIDE + 16


def table(canvas: Figure, x: float, y: float, words: Sequence[str], rows: Rows, fills: Fills) -> None:
    """A table with a title above it, and what is to be said below it."""
    canvas.text(x + WIDE / 2, y - 12, words[0], bold=True)
    canvas.table(x, y, rows, cell=CELL, high=HIGH, fills=fills)
    for word in words[1:]:
        canvas.text(x + WIDE / 2, y + 2 * HIGH + 18, word, size=SMALL, colour=GREY)


def figure() -> Figure:
    canvas = Figure(300)
    plain, blue = ((WHITE,) * 3,) * 2, ((LIGHT_BLUE,) * 3,) * 2
    table(canvas, LEFT, TOP, ("logits z",), (("ln 2", "0", "0"), ("0", "0", "0")), plain)
    table(canvas, CENTRE, TOP, ("e^z", "sums 4 and 3"), (("2", "1", "1"), ("1", "1", "1")), plain)
    probabilities = (("1/2", "1/4", "1/4"), ("1/3", "1/3", "1/3"))
    table(canvas, RIGHT, TOP, ("softmax p",), probabilities, blue)
    for x in LEFT, CENTRE:
        canvas.arrow((x + WIDE + 6, MIDDLE), (x + 182 - 6, MIDDLE))
    truth = ["true classes have", "1/2 and 1/3, so", "the loss is", "(ln 2 + ln 3) / 2"]
    canvas.lines(BESIDE, TOP + 8, truth, colour=BLUE, anchor="start")

    hot = ((LIGHT_GREEN, WHITE, WHITE), (WHITE, WHITE, LIGHT_GREEN))
    table(
        canvas, LEFT, BELOW, ("one-hot labels Y", "labels 0 and 2"), (("1", "0", "0"), ("0", "0", "1")), hot
    )
    falling = ((LIGHT_RED, WHITE, WHITE), (WHITE, WHITE, LIGHT_RED))
    gradient = ((minus(-1) + "/4", "1/8", "1/8"), ("1/6", "1/6", minus(-1) + "/3"))
    table(canvas, RIGHT, BELOW, ("gradient (p \u2212 Y) / 2", "each row sums to 0"), gradient, falling)
    canvas.arrow(
        (LEFT + WIDE + 6, BELOW + HIGH),
        (RIGHT - 6, BELOW + HIGH),
    )
    canvas.arrow((RIGHT + WIDE / 2, TOP + 2 * HIGH + 6), (RIGHT + WIDE / 2, BELOW - 32))
    canvas.text((LEFT + WIDE + RIGHT) / 2, BELOW + HIGH - 10, "p minus Y, divided by n = 2", size=SMALL)
    canvas.lines(BESIDE, BELOW + 18, ["negative only", "for the true", "class"], colour=RED, anchor="start")
    return canvas


if __name__ == "__main__":
    figure().save(__file__)
