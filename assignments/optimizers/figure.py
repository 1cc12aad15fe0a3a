"""Twelve steps of three rules on the same long valley, from the same start."""

import math
from collections.abc import Callable

from drawing import BLUE, GREEN, GREY, INK, LIGHT_BLUE, LIGHT_GREEN, LIGHT_RED, RED, SMALL, Figure, Point

CURVATURE = (1.0, 12.0)
"""Of the loss ½ (1 x² + 12 y²): the valley is long in x and narrow in y."""
START, STEPS = (-4.0, 0.9), 12
UNIT, TALL = 40, 52
"""Pixels of 1 in x and in y."""
Vector = tuple[float, float]
Rule = Callable[[Vector, Vector, Vector, int], tuple[Vector, Vector]]


def figure() -> Figure:
    canvas = Figure(600)
    canvas.text(24, 28, "Loss ½ (x² + 12 y²), 12 steps from the same start", anchor="start", bold=True)
    panels = (
        (gradient_descent, 122, BLUE, LIGHT_BLUE, "gradient descent",
         ["η = 0.15", "It jumps across the valley", "and is slow along it."]),
        (with_momentum, 290, GREEN, LIGHT_GREEN, "momentum",
         ["η = 0.05, μ = 0.8", "Gradients along the valley", "add up. It goes too far once."]),
        (adagrad, 458, RED, LIGHT_RED, "AdaGrad",
         ["η = 0.6", "The first step is as long", "in x as in y."]),
    )  # fmt: skip
    for rule, middle, colour, light, title, words in panels:
        _panel(canvas, rule, middle, colour, light)
        canvas.text(448, middle - 20, title, anchor="start", bold=True, colour=colour)
        canvas.lines(448, middle + 4, words, anchor="start", size=SMALL)
    canvas.text(
        24, 578, "Rings join points of equal loss. The circle is the start, the cross the minimum.",
        anchor="start", size=SMALL,
    )  # fmt: skip
    return canvas


def gradient_descent(w: Vector, g: Vector, state: Vector, t: int) -> tuple[Vector, Vector]:
    return (w[0] - 0.15 * g[0], w[1] - 0.15 * g[1]), state


def with_momentum(w: Vector, g: Vector, v: Vector, t: int) -> tuple[Vector, Vector]:
    v = (0.8 * v[0] + g[0], 0.8 * v[1] + g[1])
    return (w[0] - 0.05 * v[0], w[1] - 0.05 * v[1]), v


def adagrad(w: Vector, g: Vector, s: Vector, t: int) -> tuple[Vector, Vector]:
    s = (s[0] + g[0] ** 2, s[1] + g[1] ** 2)
    return (w[0] - 0.6 * g[0] / math.sqrt(s[0]), w[1] - 0.6 * g[1] / math.sqrt(s[1])), s


def _panel(canvas: Figure, rule: Rule, middle: float, colour: str, light: str) -> None:
    def at(w: Vector) -> Point:
        return 230 + UNIT * w[0], middle - TALL * w[1]

    for level in (12.0, 6.0, 2.0, 0.4):
        ring = [2 * math.pi * k / 48 for k in range(48)]
        radii = [math.sqrt(2 * level / c) for c in CURVATURE]
        points = [at((radii[0] * math.cos(a), radii[1] * math.sin(a))) for a in ring]
        canvas.polygon(points, fill=light if level == 12.0 else "none", edge=GREY, thick=0.8)
    w, state = START, (0.0, 0.0)
    path = [w]
    for t in range(STEPS):
        g = CURVATURE[0] * w[0], CURVATURE[1] * w[1]
        w, state = rule(w, g, state, t)
        path.append(w)
    canvas.line([at(point) for point in path], colour=colour, thick=2)
    for point in path[1:]:
        canvas.circle(*at(point), 3, fill=colour, edge=colour)
    canvas.circle(*at(START), 6, edge=colour, thick=2)
    x, y = at((0.0, 0.0))
    canvas.line([(x - 6, y - 6), (x + 6, y + 6)], colour=INK)
    canvas.line([(x - 6, y + 6), (x + 6, y - 6)], colour=INK)


if __name__ == "__main__":
    figure().save(__file__)
