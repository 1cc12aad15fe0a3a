"""Two Gaussians that share one covariance, their samples from the statement, and the line between the classes."""

import math

from drawing import BLUE, GREEN, INK, LIGHT_BLUE, LIGHT_GREEN, SMALL, Figure, Point, minus

SAMPLES = {0: ((1, 1), (3, 1), (1, 3), (3, 3)), 1: ((5, 3), (7, 5))}
LEFT, BOTTOM, UNIT = 60, 420, 54
Vector = tuple[float, float]


def at(x: float, y: float) -> Point:
    return LEFT + x * UNIT, BOTTOM - y * UNIT


def figure() -> Figure:
    means = {label: _mean(points) for label, points in SAMPLES.items()}
    n = sum(map(len, SAMPLES.values()))
    away = [(x - means[k][0], y - means[k][1]) for k, points in SAMPLES.items() for x, y in points]
    a, c = sum(x * x for x, _ in away) / n, sum(y * y for _, y in away) / n
    b = sum(x * y for x, y in away) / n

    canvas = Figure(475)
    canvas.arrow(at(0, 0), at(8.6, 0))
    canvas.arrow(at(0, 0), at(0, 7.2))
    for value in range(1, 9):
        canvas.text(at(value, 0)[0], BOTTOM + 20, str(value))
    for value in range(1, 7):
        canvas.text(LEFT - 12, at(0, value)[1] + 5, str(value), anchor="end")
    canvas.text(at(8.6, 0)[0] + 14, BOTTOM + 5, "x_1")
    canvas.text(LEFT, at(0, 7.2)[1] - 8, "x_2")

    for label, fill, edge in ((0, LIGHT_BLUE, BLUE), (1, LIGHT_GREEN, GREEN)):
        for radius in (2.0, 1.0):
            canvas.polygon(
                _contour(means[label], (a, b, c), radius),
                fill=fill if radius > 1 else "#ffffff",
                edge=edge,
                thick=2,
            )
        for x, y in SAMPLES[label]:
            _sample(canvas, label, *at(x, y), edge)
        canvas.text(at(*means[label])[0], at(*means[label])[1] + 5, f"μ_{label}", bold=True)
    w, offset = _line(means[1], means[0], (a, b, c))
    ends = [at(-(offset + w[1] * y) / w[0], y) for y in (0.15, 6.9)]
    canvas.line(ends, thick=2.5, dashed=True)
    canvas.lines(
        ends[1][0] + 14, ends[1][1] + 10, ["w^T x + b = 0", "both labels have probability ½"], anchor="start"
    )
    middle = [(p + q) / 2 for p, q in zip(means[0], means[1], strict=True)]
    canvas.circle(*at(*middle), 4, fill=INK)
    canvas.lines(
        at(4.95, 0)[0], at(0, 1.35)[1],
        [f"dot: half-way between the means, ({minus(middle[0])}, {minus(middle[1])}).",
         "The line lies beyond it, because label 0", "is twice as frequent: its prior is 2/3."],
        anchor="start", size=SMALL,
    )  # fmt: skip
    canvas.text(at(0.15, 0)[0], at(0, 5.0)[1], "label 0 (discs)", colour=BLUE, anchor="start", bold=True)
    canvas.text(at(8.1, 0)[0], at(0, 5.2)[1], "label 1 (squares)", colour=GREEN, anchor="start", bold=True)
    canvas.text(
        LEFT,
        BOTTOM + 42,
        "Each ring joins points of equal density; both classes have the same rings, as they share Σ.",
        anchor="start",
        size=SMALL,
    )
    return canvas


def _mean(points: tuple[tuple[int, int], ...]) -> Vector:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _contour(mean: Vector, covariance: tuple[float, float, float], radius: float) -> list[Point]:
    """Points at one Mahalanobis distance: the unit circle times the Cholesky factor."""
    a, b, c = covariance
    first = math.sqrt(a)
    second = b / first
    third = math.sqrt(c - second**2)
    turns = [2 * math.pi * k / 60 for k in range(60)]
    return [
        at(
            mean[0] + radius * first * math.cos(t),
            mean[1] + radius * (second * math.cos(t) + third * math.sin(t)),
        )
        for t in turns
    ]


def _line(one: Vector, zero: Vector, covariance: tuple[float, float, float]) -> tuple[Vector, float]:
    a, b, c = covariance
    det = a * c - b * b

    def solved(v: Vector) -> Vector:
        return (c * v[0] - b * v[1]) / det, (a * v[1] - b * v[0]) / det

    def form(v: Vector) -> float:
        return sum(p * q for p, q in zip(v, solved(v), strict=True))

    w = solved((one[0] - zero[0], one[1] - zero[1]))
    odds = len(SAMPLES[1]) / len(SAMPLES[0])
    return w, -form(one) / 2 + form(zero) / 2 + math.log(odds)


def _sample(canvas: Figure, label: int, x: float, y: float, fill: str) -> None:
    if label:
        canvas.box(x - 5, y - 5, 10, 10, fill=fill, round_=0)
    else:
        canvas.circle(x, y, 5, fill=fill)


if __name__ == "__main__":
    figure().save(__file__)
