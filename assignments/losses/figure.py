"""Losses of one prediction: over the error, and over the probability that the truth was given."""

import math
from collections.abc import Callable

from drawing import BLUE, GREEN, GREY, INK, RED, SMALL, Figure, Point, minus

HEIGHT, BOTTOM, UNIT = 400, 320, 62
LEFT, RIGHT = 40, 400


def figure() -> Figure:
    canvas = Figure(HEIGHT)
    _errors(canvas)
    _probabilities(canvas)
    return canvas


def _errors(canvas: Figure) -> None:
    """Zero-one, absolute and squared loss over y_hat - y."""
    middle, wide = LEFT + 130, 60

    def at(error: float, loss: float) -> Point:
        return middle + error * wide, BOTTOM - loss * UNIT

    canvas.text(middle, 24, "loss over the error", bold=True)
    canvas.arrow(at(-2.2, 0), at(2.35, 0))
    canvas.arrow(at(0, 0), at(0, 4.35))
    for value in (-2, -1, 1, 2):
        canvas.text(at(value, 0)[0], BOTTOM + 20, minus(value))
    for value in (1, 2, 3, 4):
        canvas.line([(middle - 4, at(0, value)[1]), (middle + 4, at(0, value)[1])])
        canvas.text(middle - 9, at(0, value)[1] + 5, str(value), anchor="end", size=SMALL, colour=GREY)
    canvas.text(middle, BOTTOM + 42, "error ŷ − y", size=SMALL)
    canvas.line([at(e / 20, (e / 20) ** 2) for e in range(-40, 41)], colour=BLUE, thick=2.5)
    canvas.line([at(-2.1, 2.1), at(0, 0), at(2.1, 2.1)], colour=GREEN, thick=2.5, dashed=True)
    for side in (-1, 1):
        canvas.line([at(side * 0.07, 1), at(side * 2.1, 1)], colour=RED, thick=2.5)
    canvas.circle(*at(0, 1), 4, edge=RED, thick=2)
    canvas.circle(*at(0, 0), 4, fill=RED, edge=RED)
    canvas.text(
        at(2.0, 4)[0] - 10, at(0, 3.9)[1], "squared", colour=BLUE, bold=True, anchor="end", size=SMALL
    )
    canvas.text(
        at(2.15, 2.1)[0] + 4,
        at(0, 2.1)[1] - 4,
        "absolute",
        colour=GREEN,
        bold=True,
        anchor="start",
        size=SMALL,
    )
    canvas.text(at(2.15, 1)[0] + 4, at(0, 1)[1] + 5, "0-1", colour=RED, bold=True, anchor="start", size=SMALL)


def _probabilities(canvas: Figure) -> None:
    """Logarithmic and focal loss over the probability of the truth."""
    wide = 220

    def at(q: float, loss: float) -> Point:
        return RIGHT + q * wide, BOTTOM - loss * UNIT

    def curve(loss: Callable[[float], float], start: int) -> list[Point]:
        return [at(k / 200, loss(k / 200)) for k in range(start, 201, 2)]

    canvas.text(RIGHT + wide / 2, 24, "loss over the probability q of the truth", bold=True)
    canvas.arrow(at(0, 0), at(1.12, 0))
    canvas.arrow(at(0, 0), at(0, 4.35))
    for value in (0.25, 0.5, 0.75, 1):
        canvas.text(at(value, 0)[0], BOTTOM + 20, f"{value:g}")
    for value in (1, 2, 3, 4):
        canvas.line([(RIGHT - 4, at(0, value)[1]), (RIGHT + 4, at(0, value)[1])])
        canvas.text(RIGHT - 9, at(0, value)[1] + 5, str(value), anchor="end", size=SMALL, colour=GREY)
    canvas.text(RIGHT + wide / 2, BOTTOM + 42, "q", size=SMALL)
    canvas.line(curve(lambda q: -math.log(q), 4), colour=BLUE, thick=2.5)
    canvas.line(curve(lambda q: -((1 - q) ** 2) * math.log(q), 4), colour=GREEN, thick=2.5, dashed=True)
    canvas.text(
        *_beside(at(0.38, -math.log(0.38))),
        "logarithmic: −ln q",
        colour=BLUE,
        bold=True,
        anchor="start",
        size=SMALL,
    )
    q = 0.3
    focal = -((1 - q) ** 2) * math.log(q)
    canvas.circle(*at(q, focal), 4, fill=GREEN, edge=GREEN)
    canvas.lines(
        at(0.22, 0)[0], at(0, 2.75)[1],
        ["focal, γ = 2: −(1 − q)^2 ln q", f"at q = {q}: {focal:.4f} instead of {-math.log(q):.4f};",
         "easy samples (q near 1) cost little"],
        anchor="start", size=SMALL, colour=GREEN,
    )  # fmt: skip
    canvas.text(at(0.05, 0)[0] + 4, at(0, 4.2)[1], "→ ∞ at q = 0", anchor="start", size=SMALL, colour=INK)


def _beside(point: Point) -> Point:
    return point[0] + 8, point[1] - 8


if __name__ == "__main__":
    figure().save(__file__)
