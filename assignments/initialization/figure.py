"""The variance of signals over ten layers, and the two densities of Xavier initialization."""

import math

from drawing import BLUE, GREEN, GREY, INK, RED, SMALL, Figure, Point

HEIGHT, BOTTOM, TOP = 340, 280, 60
LEFT, RIGHT = 70, 430
LAYERS, WIDTH = 10, 100


def figure() -> Figure:
    canvas = Figure(HEIGHT)
    _signals(canvas)
    _densities(canvas)
    return canvas


def _signals(canvas: Figure) -> None:
    """Var[z] over the layers, on a logarithmic axis from 4 down to 1/1024."""
    step, unit = 28, (BOTTOM - TOP) / 12

    def at(layer: float, power: float) -> Point:
        return LEFT + layer * step, TOP + (2 - power) * unit

    canvas.text(LEFT + 5 * step, 24, "Var[z] in ten layers of 100 units", bold=True)
    canvas.arrow(at(0, -10), at(11, -10))
    canvas.arrow(at(0, -10), at(0, 2.6))
    for layer in range(1, LAYERS + 1):
        canvas.text(at(layer, 0)[0], BOTTOM + 20, str(layer))
    canvas.text(LEFT + 5 * step, BOTTOM + 42, "layer", size=SMALL)
    for power, word in (2, "4"), (1, "2"), (0, "1"), (-2, "1/4"), (-4, "1/16"), (-6, "1/64"), (-8, "1/256"):
        canvas.line([(LEFT - 4, at(0, power)[1]), (LEFT + 4, at(0, power)[1])])
        canvas.text(LEFT - 9, at(0, power)[1] + 5, word, anchor="end", size=SMALL, colour=GREY)
    layers = range(1, LAYERS + 1)
    he, xavier = [at(n, 1) for n in layers], [at(n, 0) for n in layers]
    shrinking = [at(n, 1 - n) for n in layers]
    for points, colour, dashed in (he, GREEN, False), (xavier, BLUE, True), (shrinking, RED, False):
        canvas.line(points, colour=colour, thick=2.5, dashed=dashed)
        for x, y in points:
            canvas.circle(x, y, 3.5, fill=colour, edge=colour)
    canvas.text(at(10, 1)[0], at(0, 1)[1] - 10, "He, ReLU", colour=GREEN, bold=True, anchor="end", size=SMALL)
    canvas.text(
        at(10, 0)[0],
        at(0, 0)[1] + 20,
        "Xavier, no activation",
        colour=BLUE,
        bold=True,
        anchor="end",
        size=SMALL,
    )
    canvas.text(
        at(6, -4)[0] + 6,
        at(0, -4)[1],
        "Xavier, ReLU: half",
        colour=RED,
        bold=True,
        anchor="start",
        size=SMALL,
    )
    canvas.text(
        at(6, -4)[0] + 6,
        at(0, -4)[1] + 16,
        "in each layer",
        colour=RED,
        bold=True,
        anchor="start",
        size=SMALL,
    )


def _densities(canvas: Figure) -> None:
    """The uniform and the normal density of Xavier initialization for 100 inputs and 50 outputs."""
    std = math.sqrt(2 / 150)
    bound, wide, high = math.sqrt(3) * std, 110 / 0.37, 52.0

    def at(weight: float, density: float) -> Point:
        return RIGHT + 110 + weight * wide, BOTTOM - density * high

    canvas.text(RIGHT + 110, 24, "Xavier weights, 100 → 50", bold=True)
    canvas.arrow(at(-0.38, 0), at(0.4, 0))
    for weight, word in (-bound, "−0.2"), (0, "0"), (bound, "0.2"):
        canvas.line([(at(weight, 0)[0], BOTTOM - 4), (at(weight, 0)[0], BOTTOM + 4)])
        canvas.text(at(weight, 0)[0], BOTTOM + 20, word)
    canvas.text(RIGHT + 110, BOTTOM + 42, "weight", size=SMALL)
    level = 1 / (2 * bound)
    canvas.line([at(-bound, 0), at(-bound, level), at(bound, level), at(bound, 0)], colour=BLUE, thick=2.5)
    bell = [
        (k / 100, math.exp(-((k / 100 / std) ** 2) / 2) / (std * math.sqrt(2 * math.pi)))
        for k in range(-36, 37)
    ]
    canvas.line([at(*point) for point in bell], colour=GREEN, thick=2.5, dashed=True)
    canvas.text(at(0.06, 0)[0], at(0, 3.65)[1], "normal", colour=GREEN, bold=True, anchor="start", size=SMALL)
    canvas.text(
        at(-bound, 0)[0] - 6, at(0, level)[1], "uniform", colour=BLUE, bold=True, anchor="end", size=SMALL
    )
    middle = at(0, 0.8)[1]
    canvas.line([at(0, 0), at(0, 1.2)], colour=GREY)
    canvas.arrow(at(0, 0.8), at(std, 0.8), colour=INK)
    canvas.line([at(std, 0), at(std, 1.2)], colour=GREY)
    canvas.text((at(0, 0)[0] + at(std, 0)[0]) / 2, middle - 8, "σ", size=SMALL)
    canvas.lines(
        RIGHT + 110, 50, ["same standard deviation σ = 0.115;", "bound 0.2 = √3 σ"], pitch=16, size=SMALL
    )


if __name__ == "__main__":
    figure().save(__file__)
