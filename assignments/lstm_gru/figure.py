"""Inside an LSTM step and inside a GRU step: the straight line at the top of each is the path of what is kept."""

from drawing import BLUE, GREEN, LIGHT_BLUE, LIGHT_GREEN, SMALL, Figure


def figure() -> Figure:
    canvas = Figure(640)
    _lstm(canvas)
    _gru(canvas, 352)
    canvas.text(
        24,
        628,
        "⊙ multiplies and + adds, entry by entry. All values are (B, H), only x is (B, D).",
        anchor="start",
        size=SMALL,
    )
    return canvas


def _lstm(canvas: Figure) -> None:
    top, gates, low = 74, 196, 284
    canvas.text(24, 28, "LSTM step", anchor="start", bold=True)
    canvas.text(130, 28, "thick: the memory c, which meets no matrix", anchor="start", size=SMALL)
    canvas.text(40, top + 5, "c", bold=True)
    canvas.arrow((54, top), (160, top), thick=3, colour=GREEN)
    canvas.circle(176, top, 16, "⊙")
    canvas.arrow((192, top), (314, top), thick=3, colour=GREEN)
    canvas.circle(330, top, 16, "+")
    canvas.arrow((346, top), (620, top), thick=3, colour=GREEN)
    canvas.text(640, top + 5, "c′", bold=True)
    canvas.text(480, top - 12, "c′ = f ⊙ c + i ⊙ g", colour=GREEN)
    for x, name, kind in ((176, "f", "σ"), (282, "i", "σ"), (378, "g", "tanh"), (500, "o", "σ")):
        canvas.box(x - 34, gates, 68, 36, [kind], fill=LIGHT_BLUE if kind == "σ" else LIGHT_GREEN)
        canvas.arrow((x, low), (x, gates + 36), colour=BLUE)
        canvas.text(x + 10, gates - 8, name, anchor="start", bold=True)
    canvas.arrow((176, gates), (176, top + 16))
    canvas.circle(330, 146, 16, "⊙")
    canvas.arrow((282, gates), (282, 146), (314, 146))
    canvas.arrow((378, gates), (378, 146), (346, 146))
    canvas.arrow((330, 130), (330, top + 16))
    canvas.box(562, 98, 60, 28, ["tanh"])
    canvas.line(((592, top), (592, 98)))
    canvas.circle(592, 170, 16, "⊙")
    canvas.arrow((592, 126), (592, 154))
    canvas.arrow((500, gates), (500, 170), (576, 170))
    canvas.arrow((608, 170), (634, 170), (634, 262))
    canvas.text(656, 284, "h′ = o ⊙ tanh(c′)", anchor="end")
    canvas.text(140, gates + 60, "forget", size=SMALL)
    canvas.text(252, gates + 60, "input", size=SMALL)
    canvas.text(412, gates + 60, "candidate", size=SMALL)
    canvas.text(534, gates + 60, "output", size=SMALL)
    canvas.line(((60, low), (500, low)), colour=BLUE)
    canvas.lines(24, low - 8, ["x and h"], anchor="start", colour=BLUE)
    canvas.text(
        60,
        low + 22,
        "Each box has weights of its own: x W_x + h W_h + b goes in.  Order when stacked: i, f, g, o.",
        anchor="start",
        size=SMALL,
    )
    canvas.line(((24, low + 40), (656, low + 40)), colour="#c0c0c0")


def _gru(canvas: Figure, y: float) -> None:
    top, gates, low = y + 54, y + 150, y + 236
    canvas.text(24, y + 6, "GRU step", anchor="start", bold=True)
    canvas.text(130, y + 6, "thick: the share 1 − z of the state h that is kept", anchor="start", size=SMALL)
    canvas.text(40, top + 5, "h", bold=True)
    canvas.arrow((54, top), (340, top), thick=3, colour=GREEN)
    canvas.circle(356, top, 16, "⊙")
    canvas.arrow((372, top), (520, top), thick=3, colour=GREEN)
    canvas.circle(536, top, 16, "+")
    canvas.arrow((552, top), (620, top), thick=3, colour=GREEN)
    canvas.text(640, top + 5, "h′", bold=True)
    canvas.box(90, gates, 68, 36, ["σ"], fill=LIGHT_BLUE)
    canvas.text(134, gates - 8, "r", anchor="start", bold=True)
    canvas.box(322, gates, 68, 36, ["σ"], fill=LIGHT_BLUE)
    canvas.text(366, gates - 8, "z", anchor="start", bold=True)
    canvas.arrow((356, gates), (356, top + 16))
    canvas.text(350, gates - 34, "1 − z", anchor="end")
    canvas.circle(124, y + 104, 16, "⊙")
    canvas.arrow((124, gates), (124, y + 120))
    canvas.arrow((124, top), (124, y + 88))
    canvas.box(210, gates, 76, 36, ["tanh"], fill=LIGHT_GREEN)
    canvas.arrow((140, y + 104), (248, y + 104), (248, gates))
    canvas.text(194, y + 96, "r ⊙ h")
    canvas.circle(536, y + 168, 16, "⊙")
    canvas.arrow((390, y + 168), (520, y + 168))
    canvas.text(456, y + 160, "z")
    canvas.arrow((536, y + 152), (536, top + 16))
    canvas.arrow((264, gates + 36), (264, y + 210), (536, y + 210), (536, y + 184))
    canvas.text(456, y + 204, "ĥ")
    canvas.line(((60, low), (356, low)), colour=BLUE)
    for x, end in ((124, gates + 36), (232, gates + 36), (356, gates + 36)):
        canvas.arrow((x, low), (x, end), colour=BLUE)
    canvas.text(222, low - 12, "x", colour=BLUE, anchor="end")
    canvas.text(116, low - 12, "[h, x]", colour=BLUE, anchor="end")
    canvas.text(364, low - 8, "[h, x]", colour=BLUE, anchor="start")
    canvas.text(
        24,
        low + 22,
        "The reset gate r meets h before the product with W_h: tanh([r ⊙ h, x] W_h) is the candidate ĥ.",
        anchor="start",
        size=SMALL,
    )


if __name__ == "__main__":
    figure().save(__file__)
