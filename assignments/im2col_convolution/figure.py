"""The windows of an image become the columns of a matrix; and how large that matrix is, with bars to scale."""

from drawing import BLUE, LIGHT_BLUE, LIGHT_GREEN, LIGHT_RED, PALE, SMALL, Figure, minus

IMAGE = ((1, 2, 0), (3, 1, 2), (0, 2, 1))
KERNEL = (1, 2, 0, -1)
B, C, H, F, K = 16, 16, 28, 32, 3
LEFT, FULL = 190, 360


def figure() -> Figure:
    canvas = Figure(410)
    columns = [[IMAGE[u + i][v + j] for u in (0, 1) for v in (0, 1)] for i in (0, 1) for j in (0, 1)]
    sums = [sum(k * row[place] for k, row in zip(KERNEL, columns, strict=True)) for place in range(4)]
    canvas.text(24, 28, "Each window becomes a column", anchor="start", bold=True)
    first = [[LIGHT_RED if u < 2 and v < 2 else PALE for v in range(3)] for u in range(3)]
    canvas.table(24, 76, IMAGE, cell=34, high=30, fills=first)
    canvas.text(75, 194, "image", size=SMALL)
    canvas.arrow((140, 121), (318, 121))
    canvas.text(229, 110, "copy", size=SMALL)
    marked = [[LIGHT_RED if place == 0 else PALE for place in range(4)] for _ in range(4)]
    canvas.table(340, 61, columns, cell=34, high=30, fills=marked)
    canvas.text(408, 50, "4 taps × 4 places", size=SMALL)
    canvas.table(180, 206, [[minus(k) for k in KERNEL]], cell=34, high=30, fills=[4 * [LIGHT_BLUE]])
    canvas.text(248, 254, "kernel as a row", size=SMALL)
    canvas.table(340, 206, [sums], cell=34, high=30, fills=[4 * [LIGHT_GREEN]])
    canvas.text(408, 254, "row times each column", size=SMALL)
    canvas.table(540, 121, [sums[:2], sums[2:]], cell=34, high=30, fills=2 * [2 * [LIGHT_GREEN]])
    canvas.arrow((484, 221), (574, 221), (574, 190))
    canvas.text(574, 110, "output, before b", size=SMALL)

    places = (H - K + 1) ** 2
    canvas.text(
        24, 288, f"{B} images of {C} × {H} × {H}, {F} kernels of {K} × {K}:", anchor="start", bold=True
    )
    sizes = (
        ("images", B * C * H * H, LIGHT_BLUE), ("result", B * F * places, LIGHT_GREEN),
        ("windows of one image", C * K * K * places, LIGHT_RED),
        ("windows of all images", B * C * K * K * places, LIGHT_RED),
    )  # fmt: skip
    for place, (name, numbers, fill) in enumerate(sizes):
        y, share = 300 + 26 * place, numbers / sizes[-1][1]
        canvas.text(LEFT - 12, y + 16, name, anchor="end")
        canvas.box(LEFT, y, share * FULL, 20, fill=fill, edge=BLUE, round_=0)
        canvas.text(LEFT + share * FULL + 10, y + 16, f"{4 * numbers / 1e6:.1f} MB", anchor="start")
    return canvas


if __name__ == "__main__":
    figure().save(__file__)
