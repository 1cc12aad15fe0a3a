"""A row in groups: the largest entries of the groups give a bound, and one comparison leaves a handful."""

from drawing import GREEN, LIGHT_BLUE, LIGHT_GREEN, LIGHT_RED, PALE, SMALL, WHITE, Figure

ROW = (
    (3, 1, 7, 2, 5, 0, 4, 6),
    (2, 8, 1, 9, 3, 1, 0, 2),
    (5, 4, 0, 8, 1, 2, 6, 3),
)
WANTED = 3
LEFT, CELL = 150, 40


def figure() -> Figure:
    highest = [max(column) for column in zip(*ROW, strict=True)]
    bound = sorted(highest)[-WANTED]
    canvas = Figure(400)
    canvas.text(
        24, 28, "A row of 24 entries in 8 groups; each column is a group. k = 3", anchor="start", bold=True
    )
    fills = [[LIGHT_GREEN if entry >= bound else WHITE for entry in line] for line in ROW]
    canvas.table(LEFT, 44, ROW, cell=CELL, high=28, fills=fills)
    canvas.text(LEFT - 12, 86, "the row", anchor="end")
    for index in range(len(highest)):
        x = LEFT + (index + 0.5) * CELL
        canvas.arrow((x, 130), (x, 150))
    tops = [[LIGHT_BLUE if entry >= bound else PALE for entry in highest]]
    canvas.table(LEFT, 152, [highest], cell=CELL, high=28, fills=tops)
    canvas.text(LEFT - 12, 171, "largest of each", anchor="end")
    words = f"The 3rd largest of these is {bound}: at least 3 entries reach it."
    canvas.text(LEFT, 206, words, anchor="start", colour=GREEN)

    kept = [entry for line in ROW for entry in line if entry >= bound]
    canvas.text(
        24, 244, f"One comparison with {bound} for each entry of the row leaves", anchor="start", bold=True
    )
    canvas.table(LEFT, 258, [kept], cell=CELL, high=28, fills=[[LIGHT_GREEN] * len(kept)])
    words = f"{len(kept)} of 24 entries; these alone are sorted."
    canvas.text(LEFT + len(kept) * CELL + 12, 277, words, anchor="start", size=SMALL)
    canvas.text(LEFT - 12, 277, "kept", anchor="end")

    canvas.text(24, 328, "The largest of each group are not the answer:", anchor="start", bold=True)
    answer = sorted(kept)[: -WANTED - 1 : -1]
    wrong = sorted(highest)[: -WANTED - 1 : -1]
    canvas.table(LEFT, 342, [answer], cell=CELL, high=28, fills=[[LIGHT_GREEN] * WANTED])
    canvas.text(LEFT - 12, 361, "right", anchor="end")
    canvas.table(LEFT + 250, 342, [wrong], cell=CELL, high=28, fills=[[LIGHT_RED] * WANTED])
    canvas.text(LEFT + 238, 361, "wrong", anchor="end")
    return canvas


if __name__ == "__main__":
    figure().save(__file__)
