"""The four points of the statement, their least squares line with its residuals, and the ridge line."""

from drawing import BLUE, GREY, RED, SMALL, Figure, Point, minus

X, Y = (1.0, 2.0, 3.0, 4.0), (2.0, 3.0, 5.0, 8.0)
LAM = 1.0
LEFT, BOTTOM, UNIT_X, UNIT_Y = 56, 372, 84, 36


def at(x: float, y: float) -> Point:
    return LEFT + x * UNIT_X, BOTTOM - y * UNIT_Y


def figure() -> Figure:
    mean_x, mean_y = sum(X) / 4, sum(Y) / 4
    products = sum((x - mean_x) * (y - mean_y) for x, y in zip(X, Y, strict=True))
    squares = sum((x - mean_x) ** 2 for x in X)
    plain, ridge = products / squares, products / (squares + LAM)

    canvas = Figure(410)
    canvas.arrow(at(0, 0), at(4.9, 0))
    canvas.arrow(at(0, 0), at(0, 9.2))
    for x in range(1, 5):
        canvas.line((at(x, 0), at(x, -0.12)))
        canvas.text(at(x, 0)[0], BOTTOM + 20, str(x))
    for y in range(2, 10, 2):
        canvas.line((at(0, y), at(-0.06, y)))
        canvas.text(LEFT - 12, at(0, y)[1] + 5, str(y), anchor="end")
    canvas.text(at(4.9, 0)[0] + 12, BOTTOM + 5, "x")
    canvas.text(LEFT, at(0, 9.2)[1] - 8, "y")
    for slope, colour, dashed in ((ridge, GREY, True), (plain, BLUE, False)):
        ends = [at(x, mean_y + slope * (x - mean_x)) for x in (0.4, 4.5)]
        canvas.line(ends, colour=colour, thick=2, dashed=dashed)
    for x, y in zip(X, Y, strict=True):
        found = mean_y + plain * (x - mean_x)
        canvas.line((at(x, y), at(x, found)), colour=RED, thick=4)
        canvas.circle(*at(x, y), 6, fill="#1a1a1a")
        label = f"{minus(found)} − {minus(y)} = {minus(found - y)}"
        canvas.text(
            at(x, 0)[0] + 12, at(0, min(y, found))[1] + 12, label, size=SMALL, colour=RED, anchor="start"
        )
    canvas.box(at(mean_x, 0)[0] - 5, at(0, mean_y)[1] - 5, 10, 10, thick=2, round_=0)
    canvas.text(
        at(mean_x, 0)[0] + 12, at(0, mean_y)[1] + 14, "mean of all points", anchor="start", size=SMALL
    )

    canvas.line(((80, 38), (116, 38)), colour=BLUE, thick=2)
    canvas.text(126, 43, f"least squares: y = {plain:g} x {_sign(mean_y - plain * mean_x)}", anchor="start")
    canvas.line(((80, 64), (116, 64)), colour=GREY, thick=2, dashed=True)
    canvas.text(
        126, 69, f"ridge, λ = {LAM:g}: y = {ridge:.4f} x {_sign(mean_y - ridge * mean_x)}", anchor="start"
    )
    canvas.line(((98, 80), (98, 104)), colour=RED, thick=4)
    canvas.text(126, 97, "residual: prediction minus truth", anchor="start")
    return canvas


def _sign(number: float) -> str:
    return f"{'−' if number < 0 else '+'} {abs(number):.4g}"


if __name__ == "__main__":
    figure().save(__file__)
