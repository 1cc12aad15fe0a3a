"""What the one-line program moves through memory, against what has to be moved; bars to scale."""

from drawing import BLUE, LIGHT_BLUE, LIGHT_GREEN, LIGHT_RED, RED, SMALL, Figure, Point

N, M, D, BYTES = 600, 600, 64, 4
MB = 1e6
LEFT, FULL = 190, 440


def figure() -> Figure:
    block = N * M * D * BYTES / MB
    needed = ((N + M) * D + N * M) * BYTES / MB
    passes = 4 * block

    canvas = Figure(390)
    canvas.text(24, 28, "X and Y go in, D comes out", anchor="start", bold=True)
    canvas.box(40, 76, 44, 120, ["X"], fill=LIGHT_BLUE, round_=0)
    canvas.text(62, 216, "(n, d)", size=SMALL)
    canvas.box(104, 76, 44, 120, ["Y"], fill=LIGHT_BLUE, round_=0)
    canvas.text(126, 216, "(m, d)", size=SMALL)
    canvas.arrow((164, 136), (206, 136))
    canvas.box(222, 76, 120, 120, ["D"], fill=LIGHT_GREEN, round_=0)
    canvas.text(282, 216, "(n, m)", size=SMALL)
    _block(canvas, 460, 96, 120, 100, 46)
    canvas.text(410, 28, "X[:, None] − Y: all differences", anchor="start", bold=True)
    canvas.text(520, 216, "(n, m, d)", size=SMALL)
    canvas.text(520, 234, f"{D} times as many numbers as D", size=SMALL)

    canvas.text(24, 272, f"Bytes moved at n = m = {N}, d = {D}, float32:", anchor="start", bold=True)
    _bar(
        canvas,
        290,
        "one-line program",
        passes / passes,
        f"4 passes over {block:.0f} MB = {passes:.0f} MB",
        LIGHT_RED,
        inside=True,
    )
    _bar(canvas, 330, "inputs and result", needed / passes, f"{needed:.1f} MB, the least there is", BLUE)
    return canvas


def _block(canvas: Figure, x: float, y: float, wide: float, high: float, deep: float) -> None:
    """A box seen from the front, a little from the right and from above."""
    shift = deep * 0.6

    def back(px: float, py: float) -> Point:
        return px + deep, py - shift

    front = (x, y), (x + wide, y), (x + wide, y + high), (x, y + high)
    canvas.polygon((front[0], front[1], back(*front[1]), back(*front[0])), fill=LIGHT_RED, edge=RED)
    canvas.polygon((front[1], front[2], back(*front[2]), back(*front[1])), fill=LIGHT_RED, edge=RED)
    canvas.polygon(front, fill=LIGHT_RED, edge=RED)
    canvas.text(x + wide / 2, y + high / 2, "x_{ik} − y_{jk}")
    canvas.text(x - 10, y + high / 2, "n", anchor="end")
    canvas.text(x + wide - 12, y + high - 8, "m")
    canvas.text(x + wide + deep / 2 + 14, y + high, "d")


def _bar(
    canvas: Figure, y: float, name: str, share: float, words: str, fill: str, *, inside: bool = False
) -> None:
    canvas.text(LEFT - 12, y + 20, name, anchor="end")
    canvas.box(
        LEFT,
        y,
        max(share * FULL, 1.5),
        30,
        [words] if inside else [],
        fill=fill,
        edge=fill if not inside else RED,
        round_=0,
    )
    if not inside:
        canvas.text(LEFT + share * FULL + 12, y + 20, words, anchor="start")


if __name__ == "__main__":
    figure().save(__file__)
