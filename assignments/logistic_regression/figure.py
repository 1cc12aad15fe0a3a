"""Cross entropy and squared error of one sample with label 1, over its logit."""

import math

from drawing import BLUE, GREY, RED, SMALL, Figure, Point, minus

LEFT, BASE, UNIT_X, UNIT_Y = 330, 250, 44, 44
SPAN = 6.0


def cross_entropy(z: float) -> float:
    return max(-z, 0.0) + math.log1p(math.exp(-abs(z)))


def squared_error(z: float) -> float:
    return 0.5 / (1 + math.exp(z)) ** 2


def at(x: float, y: float) -> Point:
    return LEFT + x * UNIT_X, BASE - y * UNIT_Y


def figure() -> Figure:
    canvas = Figure(310)
    canvas.arrow(at(-SPAN - 0.3, 0), at(SPAN + 0.5, 0), colour=GREY)
    canvas.arrow(at(0, -0.2), at(0, 5.2), colour=GREY)
    for x in (-6, -4, -2, 2, 4, 6):
        canvas.text(at(x, 0)[0], BASE + 18, minus(x), size=SMALL, colour=GREY)
    for y in (1, 2, 3, 4):
        canvas.text(LEFT + 8, at(0, y)[1] + 4, str(y), size=SMALL, colour=GREY, anchor="start")
    xs = [-SPAN + 2 * SPAN * k / 120 for k in range(121)]
    canvas.line([at(x, cross_entropy(x)) for x in xs if cross_entropy(x) < 5], colour=BLUE, thick=2.4)
    canvas.line([at(x, squared_error(x)) for x in xs], colour=RED, thick=2.4, dashed=True)
    canvas.lines(
        at(-2.9, 0)[0],
        at(0, 4.3)[1],
        ["cross entropy: slope -1", "where the label is missed"],
        colour=BLUE,
        anchor="start",
    )
    canvas.lines(
        at(-6.2, 0)[0],
        at(0, 1.35)[1],
        ["squared error: flat", "where the label is missed"],
        colour=RED,
        anchor="start",
    )
    canvas.text(at(SPAN, 0)[0], BASE + 40, "logit z; the label is 1", size=SMALL, anchor="end")
    canvas.text(at(0, 5.2)[0], at(0, 5.2)[1] - 8, "loss", size=SMALL)
    return canvas


if __name__ == "__main__":
    figure().save(__file__)
