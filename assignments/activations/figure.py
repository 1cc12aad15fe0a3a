"""Four activations between -4 and 4, and below them their derivatives."""

import math

from drawing import BLUE, GREEN, GREY, INK, RED, SMALL, Figure, Point, minus

SPAN, STEPS = 4.0, 128
UNIT_X, UNIT_Y = 34, 44
CENTRES = (170, 510)


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def cdf(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2))


def density(x: float) -> float:
    return math.exp(-0.5 * x * x) / math.sqrt(2 * math.pi)


CURVES = (
    ("sigmoid", BLUE, False, sigmoid, lambda x: sigmoid(x) * sigmoid(-x)),
    ("tanh", GREEN, True, math.tanh, lambda x: 1 - math.tanh(x) ** 2),
    ("ReLU", INK, False, lambda x: max(x, 0.0), lambda x: float(x > 0)),
    ("GELU", RED, True, lambda x: x * cdf(x), lambda x: cdf(x) + x * density(x)),
)


def figure() -> Figure:
    canvas = Figure(350)
    for centre, title, derivative, base in (
        (CENTRES[0], "values", False, 225),
        (CENTRES[1], "derivatives", True, 225),
    ):
        _axes(canvas, centre, base, title)
        for _, colour, dashed, value, slope in CURVES:
            for part in _parts(slope if derivative else value, jump=derivative and colour == INK):
                points = [(centre + x * UNIT_X, base - y * UNIT_Y) for x, y in part if -1.3 <= y <= 3.2]
                canvas.line(points, colour=colour, thick=2.2, dashed=dashed)
    for index, (name, colour, dashed, _, _) in enumerate(CURVES):
        x = 90 + index * 145
        canvas.line([(x, 320), (x + 34, 320)], colour=colour, thick=2.2, dashed=dashed)
        canvas.text(x + 42, 325, name, anchor="start", colour=colour, bold=True)
    return canvas


def _axes(canvas: Figure, centre: float, base: float, title: str) -> None:
    canvas.arrow((centre - 4.3 * UNIT_X, base), (centre + 4.4 * UNIT_X, base), colour=GREY)
    canvas.arrow((centre, base + 1.4 * UNIT_Y), (centre, base - 3.6 * UNIT_Y), colour=GREY)
    for x in (-4, -2, 2, 4):
        canvas.text(centre + x * UNIT_X, base + 17, minus(x), size=SMALL, colour=GREY)
    for y in (-1, 1, 2, 3):
        canvas.text(centre - 8, base - y * UNIT_Y + 4, minus(y), size=SMALL, colour=GREY, anchor="end")
    canvas.text(centre, base - 3.6 * UNIT_Y - 12, title, bold=True)


def _parts(function: object, jump: bool) -> list[list[Point]]:
    """Points of a curve; one that jumps at 0 has two parts."""
    xs = [-SPAN + 2 * SPAN * k / STEPS for k in range(STEPS + 1)]
    if not jump:
        return [[(x, function(x)) for x in xs]]  # type: ignore[operator]
    left, right = [x for x in xs if x <= 0], [x for x in xs if x > 0]
    return [[(x, function(x)) for x in part] for part in (left, [1e-9, *right])]  # type: ignore[operator]


if __name__ == "__main__":
    figure().save(__file__)
