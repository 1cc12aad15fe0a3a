"""What waits for the state, and what does not: products within the loop, and one product before it."""

from drawing import BLUE, LIGHT_BLUE, LIGHT_GREEN, LIGHT_RED, PALE, RED, SMALL, Figure

STEPS, FEATURES, UNITS, BYTES = 64, 4096, 32, 4
LEFT, FULL = 190, 300


def figure() -> Figure:
    one = FEATURES * 4 * UNITS * BYTES / 1e6
    canvas = Figure(480)
    canvas.text(24, 28, "Both products within the loop", anchor="start", bold=True)
    for place, step in enumerate(("1", "2", "3")):
        x = 90 + 190 * place
        canvas.text(x + 64, 62, f"x_{step}")
        canvas.arrow((x + 64, 68), (x + 64, 86))
        canvas.box(x, 88, 128, 44, [f"x_{step} W_x + h_{place} W_h"], fill=LIGHT_RED, edge=RED)
        canvas.arrow((x - 58, 110), (x - 2, 110))
        canvas.text(x - 32, 102, f"h_{place}", size=SMALL)
    canvas.arrow((598, 110), (650, 110))
    canvas.text(620, 102, "h_3", size=SMALL)
    canvas.text(24, 158, "Each step reads W_x again.", anchor="start", size=SMALL)

    canvas.text(24, 200, "The inputs of all steps before the loop", anchor="start", bold=True)
    canvas.box(90, 216, 508, 40, ["(x_1, x_2, x_3, …) W_x + b"], fill=LIGHT_BLUE, edge=BLUE)
    for place in range(3):
        x = 90 + 190 * place
        canvas.arrow((x + 64, 258), (x + 64, 280))
        canvas.box(x + 24, 282, 80, 40, [f"+ h_{place} W_h"], fill=PALE)
        canvas.arrow((x - 84 if place else x - 58, 302), (x + 22, 302))
        canvas.text(x - 32, 294, f"h_{place}", size=SMALL)
    canvas.arrow((574, 302), (650, 302))
    canvas.text(620, 294, "h_3", size=SMALL)
    canvas.text(
        24,
        348,
        "W_x is read once. Only the small product with W_h waits for the state.",
        anchor="start",
        size=SMALL,
    )

    canvas.text(
        24,
        390,
        f"Bytes of W_x read in {STEPS} steps, D = {FEATURES}, H = {UNITS}:",
        anchor="start",
        bold=True,
    )
    for y, name, times in ((402, "within the loop", STEPS), (438, "before the loop", 1)):
        wide = FULL * times / STEPS
        canvas.text(LEFT - 12, y + 19, name, anchor="end")
        canvas.box(LEFT, y, wide, 28, fill=LIGHT_RED if times > 1 else LIGHT_GREEN, edge=BLUE, round_=0)
        words = f"{times} × {one:.1f} MB = {times * one:.0f} MB" if times > 1 else f"{one:.1f} MB"
        canvas.text(LEFT + wide + 10, y + 19, words, anchor="start", size=SMALL)
    return canvas


if __name__ == "__main__":
    figure().save(__file__)
