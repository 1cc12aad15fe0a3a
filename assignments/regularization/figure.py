"""The penalties of one weight, and a layer before and after dropout."""

from drawing import BLUE, GREEN, GREY, RED, SMALL, Figure, Point

HEIGHT, BOTTOM, LEFT = 320, 260, 60
VALUES = (0.6, 1.2, 0.9, 0.4, 1.0, 0.7)
DROPPED = (1, 3)


def figure() -> Figure:
    canvas = Figure(HEIGHT)
    _penalties(canvas)
    _dropout(canvas)
    return canvas


def _penalties(canvas: Figure) -> None:
    """λ|w| and λ/2 w² for λ = 1, from -2 to 2."""

    def at(w: float, penalty: float) -> Point:
        return LEFT + 125 + 55 * w, BOTTOM - 80 * penalty

    canvas.text(at(0, 0)[0], 24, "Penalty of one weight, λ = 1", bold=True)
    canvas.arrow(at(-2.2, 0), at(2.4, 0))
    canvas.arrow(at(0, 0), at(0, 2.5))
    for w in (-2, -1, 1, 2):
        canvas.line([(at(w, 0)[0], BOTTOM - 4), (at(w, 0)[0], BOTTOM + 4)])
        canvas.text(at(w, 0)[0], BOTTOM + 20, str(w).replace("-", "−"), size=SMALL)
    canvas.text(at(2.4, 0)[0] + 4, BOTTOM + 20, "w")
    canvas.line([at(-2, 2), at(0, 0), at(2, 2)], colour=RED, thick=2.5)
    canvas.line([at(k / 20, (k / 20) ** 2 / 2) for k in range(-40, 41)], colour=BLUE, thick=2.5, dashed=True)
    canvas.text(at(-1.5, 1.5)[0] - 26, at(0, 1.5)[1] + 16, "|w|", colour=RED, bold=True, anchor="end")
    canvas.text(at(1.35, 0.7)[0] + 6, at(0, 0.62)[1], "½ w²", colour=BLUE, bold=True, anchor="start")


def _dropout(canvas: Figure) -> None:
    """Six units as bars: before, and after dropout with p = 1/3."""
    left, pitch, unit = 372, 22, 70.0
    for start, word, factor in (left, "before", 1.0), (left + 166, "after, p = 1/3", 1.5):
        canvas.text(start + 3 * pitch - 10, 24, word, bold=True)
        canvas.line([(start - 10, BOTTOM), (start + 6 * pitch, BOTTOM)])
        for k, value in enumerate(VALUES):
            dropped = factor != 1 and k in DROPPED
            middle, height = start + k * pitch + 8, 0 if dropped else value * factor * unit
            edge = [
                (middle - 7, BOTTOM), (middle - 7, BOTTOM - height), (middle + 7, BOTTOM - height),
                (middle + 7, BOTTOM),
            ]  # fmt: skip
            canvas.line(edge, colour=GREY if factor == 1 else GREEN, thick=2.5)
            if factor != 1:
                canvas.text(middle, BOTTOM + 20, "0" if dropped else "1.5", size=SMALL)
    canvas.arrow((left + 6 * pitch + 4, BOTTOM - 60), (left + 154, BOTTOM - 60))
    canvas.text(left + 166 + 3 * pitch - 10, BOTTOM + 42, "factors m: 0 or 1/(1 − p)", size=SMALL)


if __name__ == "__main__":
    figure().save(__file__)
