"""The graph of y = x² (x² + 1) at x = 2: numbers go to the right, derivatives come back."""

from drawing import BLUE, LIGHT_BLUE, RED, SMALL, Figure

HEIGHT = 300
NODES = {
    "x": (80, 150, "x", "2", "36"),
    "u": (250, 150, "u = x^2", "4", "9"),
    "v": (420, 80, "v = u + 1", "5", "4"),
    "y": (590, 150, "y = u v", "20", "1"),
}
"""Middle of each box, its step, its number and its derivative."""
WIDE, HIGH = 104, 76


def figure() -> Figure:
    canvas = Figure(HEIGHT)
    for x, y, step, number, derivative in NODES.values():
        canvas.box(x - WIDE / 2, y - HIGH / 2, WIDE, HIGH, fill=LIGHT_BLUE)
        canvas.text(x, y - 16, step, bold=True)
        canvas.text(x, y + 6, f"number {number}", size=SMALL, colour=BLUE)
        canvas.text(x, y + 26, f"derivative {derivative}", size=SMALL, colour=RED)
    right = WIDE / 2
    canvas.arrow((80 + right, 140), (250 - right, 140), colour=BLUE)
    canvas.arrow((250 - right, 164), (80 + right, 164), colour=RED, dashed=True)
    canvas.text(165, 182, "· 4", colour=RED)

    canvas.arrow((250 + right, 118), (420 - right, 72), colour=BLUE)
    canvas.arrow((420 - right, 96), (250 + right, 142), colour=RED, dashed=True)
    canvas.text(352, 138, "· 1", colour=RED, anchor="start")

    canvas.arrow((420 + right, 72), (590 - right, 122), colour=BLUE)
    canvas.arrow((590 - right, 146), (420 + right, 96), colour=RED, dashed=True)
    canvas.text(486, 138, "· 4", colour=RED, anchor="end")

    canvas.arrow((250 + right, 168), (590 - right, 168), colour=BLUE)
    canvas.arrow((590 - right, 182), (250 + right, 182), colour=RED, dashed=True)
    canvas.text(420, 200, "· 5", colour=RED)
    canvas.lines(
        28, 240,
        ["Solid arrows: numbers, from the input to the result. Dashed arrows: derivatives, backwards.",
         "u is used twice. Its derivative is the sum of two parts: 1 · 4 from v and 5 · 1 from y, together 9.",
         "Only then may u pass it on: 4 · 9 = 36 is the derivative of y by x."],
        anchor="start", size=SMALL,
    )  # fmt: skip
    return canvas


if __name__ == "__main__":
    figure().save(__file__)
