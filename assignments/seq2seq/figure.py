"""An encoder, its context, a decoder that reads what it wrote; and a tree where the best first word is a trap."""

from drawing import BLUE, GREEN, GREY, LIGHT_BLUE, LIGHT_GREEN, PALE, RED, SMALL, Figure

BOX, PITCH, TOP = 74, 104, 78
FIRST = 30


def cells(canvas: Figure, x: float, names: list[str], fill: str) -> None:
    """A row of states with arrows between them."""
    for index, name in enumerate(names):
        left = x + index * PITCH
        canvas.box(left, TOP, BOX, 40, [name], fill=fill)
        if index:
            canvas.arrow((left - PITCH + BOX, TOP + 20), (left, TOP + 20), colour=BLUE)


def model(canvas: Figure) -> None:
    canvas.text(FIRST, 26, "Encoder", anchor="start", bold=True)
    cells(canvas, FIRST, ["h_1", "h_2"], LIGHT_BLUE)
    for index, word in enumerate(["s_1", "s_2"]):
        x = FIRST + index * PITCH + BOX / 2
        canvas.arrow((x, TOP + 84), (x, TOP + 40), colour=BLUE)
        canvas.text(x, TOP + 102, word)
    start = FIRST + 2 * PITCH + 60
    canvas.text(start, 26, "Decoder", anchor="start", bold=True)
    canvas.arrow((FIRST + PITCH + BOX, TOP + 20), (start, TOP + 20), colour=BLUE)
    canvas.text((FIRST + PITCH + BOX + start) / 2, TOP + 10, "context h", colour=BLUE)
    cells(canvas, start, ["h'_1", "h'_2", "h'_3"], LIGHT_GREEN)
    for index, (read, written) in enumerate([("BOS", "y_1"), ("y_1", "y_2"), ("y_2", "EOS")]):
        x = start + index * PITCH + BOX / 2
        canvas.arrow((x, TOP + 84), (x, TOP + 40), colour=GREEN)
        canvas.text(x, TOP + 102, read)
        canvas.arrow((x, TOP), (x, TOP - 24), colour=GREEN)
        canvas.text(x, TOP - 30, written)
        if index < 2:
            gap = x + PITCH / 2
            path = (x + 16, TOP - 34), (gap, TOP - 34), (gap, TOP + 98), (x + PITCH - 14, TOP + 98)
            canvas.arrow(*path, colour=GREY, dashed=True)
    canvas.text(
        start, TOP + 124, "dashed: the word that was written is read next", anchor="start", size=SMALL
    )


def tree(canvas: Figure) -> None:
    top = 236
    canvas.text(FIRST, top, "The best first word can lead to the worse sentence", anchor="start", bold=True)
    canvas.box(FIRST, top + 62, 64, 34, ["BOS"], fill=PALE)
    rows = [("3", "12/24", "8/20", "0.2", 22, RED), ("4", "9/24", "16/20", "0.3", 102, GREEN)]
    for word, first, second, total, offset, colour in rows:
        y = top + offset
        canvas.arrow((FIRST + 64, top + 79), (FIRST + 170, y + 17), colour=colour)
        canvas.text(FIRST + 112, y + (24 if offset < 62 else 18), first, colour=colour)
        canvas.box(FIRST + 170, y, 54, 34, [word])
        canvas.arrow((FIRST + 224, y + 17), (FIRST + 320, y + 17), colour=colour)
        canvas.text(FIRST + 272, y + 10, second, colour=colour)
        canvas.box(FIRST + 320, y, 64, 34, ["EOS"])
        name = "greedy" if word == "3" else "beam of width 2"
        canvas.text(FIRST + 398, y + 22, f"probability {total}: {name}", colour=colour, anchor="start")


def figure() -> Figure:
    canvas = Figure(384)
    model(canvas)
    tree(canvas)
    return canvas


if __name__ == "__main__":
    figure().save(__file__)
