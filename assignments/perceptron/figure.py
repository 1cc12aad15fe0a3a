"""Exclusive or: no single line in the input space, and one line in the space of the hidden units."""

from drawing import BLUE, GREEN, GREY, INK, LIGHT_BLUE, LIGHT_GREEN, SMALL, Figure, Point

SIDE, BASE = 170, 300
LEFT, RIGHT = 70, 408


def figure() -> Figure:
    canvas = Figure(400)
    _axes(canvas, LEFT, "x_1", "x_2", "Inputs")
    _axes(canvas, RIGHT, "h_1 = OR", "h_2 = NAND", "Hidden units")
    _band(canvas)
    for x in ((0, 0), (0, 1), (1, 0), (1, 1)):
        _place(canvas, _at(LEFT, *x), x[0] != x[1], f"({x[0]}, {x[1]})")
    for h, words in (((0, 1), "(0, 0)"), ((1, 0), "(1, 1)"), ((1, 1), "(0, 1), (1, 0)")):
        _place(canvas, _at(RIGHT, *h), h == (1, 1), words)
    ends = [_at(RIGHT, 0.35, 1.15), _at(RIGHT, 1.15, 0.35)]
    canvas.line(ends, thick=2, dashed=True)
    canvas.lines(
        RIGHT + 24, BASE - 62, ["AND fires", "beyond the line"], anchor="start", size=SMALL, pitch=16
    )
    canvas.arrow((LEFT + SIDE + 70, BASE - 85), (RIGHT - 40, BASE - 85))
    canvas.text((LEFT + SIDE + RIGHT + 30) / 2, BASE - 97, "hidden layer")
    canvas.text(24, 362, "Disc: exclusive or is 0. Square: it is 1.", anchor="start", size=SMALL)
    canvas.text(
        24, 384, "The numbers beside a point are the inputs. Each line lies somewhere between the points it separates.",
        anchor="start", size=SMALL,
    )  # fmt: skip
    return canvas


def _at(left: float, x: float, y: float) -> Point:
    return left + SIDE * x, BASE - SIDE * y


def _axes(canvas: Figure, left: float, across: str, up: str, title: str) -> None:
    canvas.text(left - 40, 30, title, anchor="start", bold=True)
    canvas.arrow((left - 20, BASE), (left + SIDE + 50, BASE))
    canvas.arrow((left, BASE + 20), (left, BASE - SIDE - 60))
    canvas.text(left + SIDE + 20, BASE + 28, across)
    canvas.text(left + 8, BASE - SIDE - 66, up, anchor="start")


def _band(canvas: Figure) -> None:
    """Both borders of the first layer: between them OR and NAND fire."""
    lower = [_at(LEFT, -0.1, 0.6), _at(LEFT, 0.6, -0.1)]
    upper = [_at(LEFT, 1.2, 0.3), _at(LEFT, 0.3, 1.2)]
    canvas.line(lower, colour=GREY, thick=2, dashed=True)
    canvas.line(upper, colour=GREY, thick=2, dashed=True)
    canvas.text(*_at(LEFT, 0.28, 0.3), "OR fires beyond", anchor="start", size=SMALL)
    canvas.text(*_at(LEFT, 0.33, 0.68), "NAND fires", anchor="start", size=SMALL)
    canvas.text(*_at(LEFT, 0.33, 0.59), "on this side", anchor="start", size=SMALL)


def _place(canvas: Figure, place: Point, one: bool, words: str) -> None:
    x, y = place
    if one:
        canvas.box(x - 8, y - 8, 16, 16, fill=LIGHT_GREEN, edge=GREEN, thick=2, round_=0)
    else:
        canvas.circle(x, y, 8, fill=LIGHT_BLUE, edge=BLUE, thick=2)
    canvas.text(x + 13, y - 12, words, anchor="start", size=SMALL, colour=INK)


if __name__ == "__main__":
    figure().save(__file__)
