"""Three steps of the network side by side: values go up and right, gradients down and left."""

from drawing import BLUE, LIGHT_BLUE, RED, SMALL, Figure

STEPS = 3
FIRST, PITCH, TOP = 150, 176, 130


def figure() -> Figure:
    canvas = Figure(380)
    canvas.text(
        30, 28, "One layer, used in every step with the same W_x, W_h, b and W_o", anchor="start", bold=True
    )
    canvas.box(24, TOP + 12, 54, 44, ["h_0", ""])
    canvas.text(51, TOP + 48, "(B, H)", size=SMALL)
    for t in range(1, STEPS + 1):
        x = FIRST + (t - 1) * PITCH
        canvas.box(
            x,
            TOP,
            96,
            68,
            ["tanh(x_t W_x +".replace("_t", f"_{t}"), f"h_{t - 1} W_h + b)"],
            fill=LIGHT_BLUE,
            size=12,
        )
        before = x - 80 if t > 1 else 78
        canvas.arrow((before, TOP + 24), (x, TOP + 24), colour=BLUE)
        canvas.arrow((x, TOP + 48), (before, TOP + 48), colour=RED, dashed=True)
        if t > 1:
            canvas.text(x - 40, TOP + 16, f"h_{t - 1}", colour=BLUE)
        canvas.arrow((x + 34, TOP + 144), (x + 34, TOP + 68), colour=BLUE)
        canvas.arrow((x + 62, TOP + 68), (x + 62, TOP + 144), colour=RED, dashed=True)
        canvas.text(x + 70, TOP + 112, f"dx_{t}", colour=RED, anchor="start")
        canvas.text(x + 48, TOP + 164, f"x_{t}  (B, D)")
        canvas.arrow((x + 34, TOP), (x + 34, TOP - 62), colour=BLUE)
        canvas.arrow((x + 62, TOP - 62), (x + 62, TOP), colour=RED, dashed=True)
        canvas.text(x + 70, TOP - 28, f"dh_{t}", colour=RED, anchor="start")
        canvas.text(x + 28, TOP - 28, f"h_{t}", colour=BLUE, anchor="end")
        canvas.text(x + 34, TOP - 70, f"O_{t} = h_{t} W_o")
    canvas.text((78 + FIRST) / 2, TOP + 68, "dh0", colour=RED)
    canvas.text(FIRST - 40 + PITCH, TOP + 68, "sent back", colour=RED, size=SMALL)
    canvas.text(FIRST - 40 + 2 * PITCH, TOP + 68, "sent back", colour=RED, size=SMALL)
    y = 328
    canvas.text(
        24,
        y,
        "Shapes: W_x is (D, H), W_h is (H, H), b is (H,), W_o is (H, K), h_t is (B, H), O_t is (B, K).",
        anchor="start",
    )
    canvas.arrow((24, y + 24), (64, y + 24), colour=BLUE)
    canvas.text(74, y + 29, "values", anchor="start", size=SMALL)
    canvas.arrow((180, y + 24), (140, y + 24), colour=RED, dashed=True)
    canvas.text(
        190,
        y + 29,
        "gradients; the gradients of W_x, W_h and b are sums over all steps and samples",
        anchor="start",
        size=SMALL,
    )
    return canvas


if __name__ == "__main__":
    figure().save(__file__)
