"""The curve of a cube, its tangent at 1, and the two secants with the step 1/2."""

from drawing import BLUE, GREEN, GREY, INK, RED, SMALL, Figure, Point

LEFT, BOTTOM = 70, 340
ACROSS, UP = 210, 72
PLACE, STEP = 1.0, 0.5


def at(x: float, y: float) -> Point:
    return LEFT + x * ACROSS, BOTTOM - y * UP


def figure() -> Figure:
    canvas = Figure(420)
    canvas.arrow(at(0, 0), at(1.95, 0))
    canvas.arrow(at(0, 0), at(0, 4.4))
    canvas.text(at(1.95, 0)[0] + 12, BOTTOM + 5, "x")
    canvas.text(LEFT, at(0, 4.4)[1] - 8, "f(x) = x^3")
    for x, word in ((PLACE - STEP, "x − h = 0.5"), (PLACE, "x = 1"), (PLACE + STEP, "x + h = 1.5")):
        canvas.line([at(x, 0), at(x, x**3)], colour=GREY, thick=1, dashed=True)
        canvas.text(at(x, 0)[0], BOTTOM + 20, word, size=SMALL)

    canvas.line([at(k / 40, (k / 40) ** 3) for k in range(65)], colour=INK, thick=2.5)
    forward = ((PLACE + STEP) ** 3 - PLACE**3) / STEP
    central = ((PLACE + STEP) ** 3 - (PLACE - STEP) ** 3) / (2 * STEP)
    _straight(canvas, PLACE, PLACE**3, forward, 0.82, 1.6, RED)
    _straight(canvas, PLACE - STEP, (PLACE - STEP) ** 3, central, 0.46, 1.7, BLUE)
    _straight(canvas, PLACE, PLACE**3, 3 * PLACE**2, 0.72, 1.85, GREEN, dashed=True)
    for x in (PLACE - STEP, PLACE, PLACE + STEP):
        canvas.circle(*at(x, x**3), 4.5, fill=INK)

    canvas.text(470, 60, f"forward: slope {forward:g}", colour=RED, anchor="start", bold=True)
    canvas.text(470, 80, "through x and x + h", colour=RED, anchor="start", size=SMALL)
    canvas.text(470, 120, f"central: slope {central:g}", colour=BLUE, anchor="start", bold=True)
    canvas.text(470, 140, "through x − h and x + h", colour=BLUE, anchor="start", size=SMALL)
    canvas.text(470, 180, "tangent: slope 3", colour=GREEN, anchor="start", bold=True)
    canvas.text(470, 200, "dashed; the derivative at x", colour=GREEN, anchor="start", size=SMALL)
    canvas.lines(
        LEFT, BOTTOM + 46,
        ["The central secant does not touch the curve at x.", "Its slope is much closer to the slope of the tangent."],
        anchor="start", size=SMALL,
    )  # fmt: skip
    return canvas


def _straight(
    canvas: Figure, x: float, y: float, slope: float, start: float, end: float, colour: str, *, dashed: bool = False
) -> None:  # fmt: skip
    canvas.line([at(t, y + slope * (t - x)) for t in (start, end)], colour=colour, thick=2, dashed=dashed)


if __name__ == "__main__":
    figure().save(__file__)
