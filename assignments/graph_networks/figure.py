"""Three nodes, their messages, and what each of them receives."""

from drawing import BLUE, GREEN, GREY, INK, LIGHT_BLUE, LIGHT_GREEN, SMALL, WHITE, Figure

NODES = {"0": (70, 70, "(1, −2)"), "1": (70, 220, "(5, −4)"), "2": (240, 145, "(3, 6)")}
ROWS = (
    ("0", "(3, 6)", "(3, 6)", "(3, 6)", "(3, 6)"),
    ("1", "nothing", "(0, 0)", "(0, 0)", "(0, 0)"),
    ("2", "(1, −2), (5, −4)", "(6, −6)", "(3, −3)", "(5, −2)"),
)
LEFTS, WIDTHS = (310, 346, 466, 534, 602), (36, 120, 68, 68, 68)


def figure() -> Figure:
    canvas = Figure(290)
    canvas.text(150, 24, "messages along edges", bold=True)
    canvas.arrow((92, 72), (222, 128), colour=BLUE)
    canvas.arrow((222, 152), (92, 88), colour=GREEN)
    canvas.arrow((92, 212), (222, 162), colour=BLUE)
    for name, (x, y, state) in NODES.items():
        canvas.circle(x, y, 18, fill=LIGHT_BLUE if name == "2" else WHITE, edge=INK)
        canvas.text(x, y + 5, name, bold=True)
        canvas.text(x, y + 38, state, size=SMALL, colour=GREY)
    canvas.text(485, 24, "what each node receives", bold=True)
    for left, wide, word in zip(LEFTS, WIDTHS, ("node", "messages", "sum", "mean", "max"), strict=True):
        canvas.text(left + wide / 2, 62, word, size=SMALL, colour=GREY)
    for number, row in enumerate(ROWS):
        y = 76 + number * 50
        for left, wide, word in zip(LEFTS, WIDTHS, row, strict=True):
            fill = LIGHT_GREEN if number == 1 and left > 400 else WHITE
            canvas.box(left, y, wide, 40, fill=fill, edge=INK)
            canvas.text(left + wide / 2, y + 25, word, size=SMALL, bold=left == LEFTS[0])
    canvas.text(485, 250, "A node that receives nothing gets zeros.", size=SMALL, colour=GREEN, bold=True)
    return canvas


if __name__ == "__main__":
    figure().save(__file__)
