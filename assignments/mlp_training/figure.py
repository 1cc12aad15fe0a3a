"""Two layers forward and backward, and one epoch of minibatches below."""

from drawing import BLUE, LIGHT_BLUE, LIGHT_GREEN, PALE, RED, SMALL, WHITE, Figure

ORDER = (6, 2, 9, 0, 4, 7, 3, 1, 8, 5)
BATCH = 4


def figure() -> Figure:
    canvas = Figure(470)
    _network(canvas)
    _epoch(canvas, 268)
    return canvas


def _network(canvas: Figure) -> None:
    y, high = 92, 52
    canvas.text(24, 28, "One step: forward through all layers, then back", anchor="start", bold=True)
    canvas.text(24, 54, "δ_1 and δ_2 are the derivatives of L by z_1 and z_2.", anchor="start", size=SMALL)
    boxes = (
        (24, 44, ["X"], WHITE),
        (116, 112, ["h_0 W_1 + b_1"], LIGHT_BLUE),
        (276, 62, ["ReLU"], WHITE),
        (386, 112, ["h_1 W_2 + b_2"], LIGHT_BLUE),
        (546, 110, ["softmax and", "cross entropy"], WHITE),
    )
    for x, wide, words, fill in boxes:
        canvas.box(x, y, wide, high, words, fill=fill)
    for (left, wide, *_), (right, *_), value in zip(
        boxes, boxes[1:], ("h_0", "z_1", "h_1", "z_2"), strict=False
    ):
        canvas.arrow((left + wide, y + 16), (right, y + 16), colour=BLUE)
        canvas.text((left + wide + right) / 2, y - 8, value, colour=BLUE)
        if value != "h_0":  # no gradient of X is asked for
            canvas.arrow((right, y + 38), (left + wide, y + 38), colour=RED, dashed=True)
    for x, layer in ((172, 1), (442, 2)):
        canvas.text(x + 80, y + 74, f"δ_{layer}", colour=RED)
        canvas.arrow((x, y + high), (x, y + 92), colour=RED, dashed=True)
        canvas.text(x, y + 108, f"dW_{layer}, db_{layer}", colour=RED)
    canvas.text(601, y + 74, "labels in, loss L out", size=SMALL)
    canvas.text(
        24,
        y + 138,
        "The backward pass needs h_0, z_1 and h_1 from the forward pass.",
        anchor="start",
        size=SMALL,
    )


def _epoch(canvas: Figure, y: float) -> None:
    cell = 30
    canvas.text(24, y, f"One epoch: {len(ORDER)} samples in batches of {BATCH}", anchor="start", bold=True)
    canvas.text(24, y + 40, "samples", anchor="start")
    canvas.table(120, y + 20, [range(len(ORDER))], cell=cell)
    canvas.arrow((120 + 5 * cell, y + 54), (120 + 5 * cell, y + 78))
    canvas.text(
        120 + 5 * cell + 12,
        y + 72,
        "shuffled anew in every epoch, with draws from rng",
        anchor="start",
        size=SMALL,
    )
    canvas.text(24, y + 104, "batches", anchor="start")
    x = 120
    batches = [ORDER[start : start + BATCH] for start in range(0, len(ORDER), BATCH)]
    for index, batch in enumerate(batches):
        fill = (LIGHT_BLUE, LIGHT_GREEN, PALE)[index]
        canvas.table(x, y + 84, [batch], cell=cell, fills=[[fill] * len(batch)])
        middle = x + len(batch) * cell / 2
        canvas.arrow((middle, y + 116), (middle, y + 138))
        canvas.text(middle, y + 154, f"step {index + 1}")
        canvas.text(middle, y + 172, f"mean of {len(batch)}", size=SMALL)
        x += len(batch) * cell + 22
    canvas.lines(
        x + 4,
        y + 92,
        ["The last batch is short.", "Its mean divides by", "its own size, 2."],
        anchor="start",
        size=SMALL,
        pitch=16,
    )


if __name__ == "__main__":
    figure().save(__file__)
