"""Over which numbers the mean and the variance run: down a column of rows, over all pixels of a channel of images."""

from drawing import BLUE, LIGHT_BLUE, PALE, RED, SMALL, WHITE, Figure, minus

X = ((1, 4), (3, 12), (5, 12), (7, 12))
BATCH, CHANNELS, HEIGHT, WIDE = 2, 3, 2, 3


def figure() -> Figure:
    canvas = Figure(370)
    _rows(canvas, 92, 90, 72, 40)
    _images(canvas, 352, 100)
    return canvas


def _rows(canvas: Figure, x: float, y: float, wide: float, high: float) -> None:
    canvas.text(24, 28, "Rows: x is (B, D)", anchor="start", bold=True)
    canvas.text(24, 50, "one mean per feature, over axis 0", anchor="start", size=SMALL)
    canvas.table(x, y, X, cell=wide, high=high, fills=[[LIGHT_BLUE, WHITE]] * len(X))
    for i in range(len(X)):
        canvas.text(x - 10, y + (i + 0.5) * high + 5, f"sample {i}", anchor="end", size=SMALL)
    bottom = y + len(X) * high
    for j, name in enumerate(("1", "2")):
        column = [row[j] for row in X]
        middle = x + (j + 0.5) * wide
        mean = sum(column) / len(column)
        variance = sum((value - mean) ** 2 for value in column) / len(column)
        canvas.text(middle, y - 10, f"feature {name}", size=SMALL)
        canvas.box(
            x + j * wide + 4,
            y + 4,
            wide - 8,
            bottom - y - 8,
            fill="none",
            edge=RED if j == 0 else BLUE,
            thick=2.5,
            dashed=j == 1,
        )
        canvas.arrow((middle, bottom), (middle, bottom + 26))
        canvas.text(middle, bottom + 44, f"μ = {minus(mean)}")
        canvas.text(middle, bottom + 64, f"σ² = {minus(variance)}")
    canvas.text(24, bottom + 96, "All are (D,), like γ and β. Here n = B = 4.", anchor="start", size=SMALL)


def _images(canvas: Figure, x: float, y: float) -> None:
    cell, across, down = 22, 96, 88
    canvas.text(x - 10, 28, "Images: x is (B, C, H, W)", anchor="start", bold=True)
    canvas.text(x - 10, 50, "one mean per channel, over axes 0, 2 and 3", anchor="start", size=SMALL)
    for c in range(CHANNELS):
        left = x + 28 + c * across
        canvas.text(left + WIDE * cell / 2, y - 16, f"channel {c}", size=SMALL)
        for b in range(BATCH):
            fill = LIGHT_BLUE if c == 0 else PALE if c == 1 else WHITE
            canvas.table(
                left, y + b * down, [[""] * WIDE] * HEIGHT, cell=cell, fills=[[fill] * WIDE] * HEIGHT
            )
        canvas.box(
            left - 8, y - 8, WIDE * cell + 16, down + HEIGHT * cell + 16,
            fill="none", edge=(RED, BLUE, "#00664b")[c], thick=2.5, dashed=c == 1,
        )  # fmt: skip
        end = y + down + HEIGHT * cell + 8
        canvas.arrow((left + WIDE * cell / 2, end), (left + WIDE * cell / 2, end + 26))
        canvas.text(left + WIDE * cell / 2, end + 44, f"μ_{c}, σ_{c}^2")
    for b in range(BATCH):
        canvas.text(x + 12, y + b * down + cell + 5, f"image {b}", anchor="end", size=SMALL)
    n = BATCH * HEIGHT * WIDE
    canvas.text(
        x - 10,
        346,
        f"All are (C,). Here n = B · H · W = {BATCH} · {HEIGHT} · {WIDE} = {n}.",
        anchor="start",
        size=SMALL,
    )


if __name__ == "__main__":
    figure().save(__file__)
