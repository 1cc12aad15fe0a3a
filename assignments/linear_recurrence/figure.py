"""Eight steps one after the other, and the same steps as two chunks of four that are run side by side."""

from drawing import GREY, LIGHT_BLUE, LIGHT_GREEN, LIGHT_RED, SMALL, Figure

STEPS, CHUNK = 8, 4
LEFT, WIDE, GAP = 40, 58, 16


def figure() -> Figure:
    canvas = Figure(440)
    canvas.text(24, 28, "One step after the other: eight calls", anchor="start", bold=True)
    for t in range(STEPS):
        x = LEFT + t * (WIDE + GAP)
        canvas.box(x, 46, WIDE, 36, [f"step {t + 1}"], fill=LIGHT_RED, size=SMALL)
        canvas.arrow((x - GAP, 64), (x, 64))
        canvas.text(x + WIDE / 2, 100, f"h_{t + 1}", size=SMALL)

    canvas.text(
        24, 140, "1. Join the steps of every chunk: three calls for all chunks", anchor="start", bold=True
    )
    _chunks(canvas, 158, LIGHT_BLUE)
    canvas.text(
        24, 234, "2. A recurrence of two steps: what each chunk begins with", anchor="start", bold=True
    )
    half = CHUNK * (WIDE + GAP) - GAP
    for c in range(2):
        x = LEFT + c * (half + GAP)
        canvas.box(x, 252, half, 36, ["factor · state + end"], fill=LIGHT_GREEN, size=SMALL)
        canvas.arrow((x - GAP, 270), (x, 270))
    canvas.text(LEFT - GAP + 2, 306, "0", size=SMALL)
    canvas.text(LEFT + half + GAP / 2, 306, "h_4", size=SMALL)
    canvas.text(LEFT + 2 * half + GAP, 306, "h_8", size=SMALL)
    canvas.text(
        24, 340, "3. Run through all chunks again: four calls for all chunks", anchor="start", bold=True
    )
    _chunks(canvas, 358, LIGHT_BLUE, states=True)
    return canvas


def _chunks(canvas: Figure, y: float, fill: str, *, states: bool = False) -> None:
    for t in range(STEPS):
        x = LEFT + t * (WIDE + GAP)
        canvas.box(x, y, WIDE, 36, [f"step {t + 1}"], fill=fill, size=SMALL)
        if t % CHUNK or states:
            canvas.arrow((x - GAP, y + 18), (x, y + 18))
        if states:
            canvas.text(x + WIDE / 2, y + 54, f"h_{t + 1}", size=SMALL)
    if not states:
        middle = LEFT + CHUNK * (WIDE + GAP) - GAP / 2
        canvas.line([(middle, y - 6), (middle, y + 44)], colour=GREY, dashed=True)


if __name__ == "__main__":
    figure().save(__file__)
