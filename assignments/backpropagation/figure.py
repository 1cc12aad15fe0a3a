"""The graph of one affine layer: what goes forward, what comes back, and the shape of each."""

from drawing import BLUE, LIGHT_BLUE, RED, SMALL, Figure

LEFT, LAYER, REST = 154, 300, 500


def figure() -> Figure:
    canvas = Figure(340)
    inputs = (("x", "(B, D_{in})", "dx"), ("W", "(D_{in}, D_{out})", "dW"), ("b", "(D_{out},)", "db"))
    for index, (name, shape, gradient) in enumerate(inputs):
        y = 26 + index * 78
        canvas.box(26, y, LEFT - 26, 56, [name, shape])
        canvas.arrow((LEFT, y + 18), (LAYER, y + 18), colour=BLUE)
        canvas.arrow((LAYER, y + 42), (LEFT, y + 42), colour=RED, dashed=True)
        canvas.text((LEFT + LAYER) / 2, y + 12, name, colour=BLUE)
        canvas.text((LEFT + LAYER) / 2, y + 60, gradient, colour=RED)
    canvas.box(LAYER, 26, 110, 212, ["affine layer", "z = x W + b"], fill=LIGHT_BLUE)
    canvas.arrow((LAYER + 110, 120), (REST, 120), colour=BLUE)
    canvas.text(LAYER + 155, 112, "z", colour=BLUE)
    canvas.arrow((REST, 144), (LAYER + 110, 144), colour=RED, dashed=True)
    canvas.text(LAYER + 155, 164, "dout", colour=RED)
    canvas.text(LAYER + 155, 90, "(B, D_{out})")
    canvas.box(REST, 98, 84, 68, ["rest of the", "network"])
    canvas.arrow((REST + 84, 132), (REST + 122, 132), colour=BLUE)
    canvas.box(REST + 122, 104, 40, 56, ["L"])

    canvas.arrow((26, 280), (70, 280), colour=BLUE)
    canvas.text(80, 285, "forward: values", anchor="start", size=SMALL)
    canvas.arrow((70, 310), (26, 310), colour=RED, dashed=True)
    canvas.text(
        80,
        315,
        "backward: derivatives of the loss L, each of the shape of what it belongs to",
        anchor="start",
        size=SMALL,
    )
    return canvas


if __name__ == "__main__":
    figure().save(__file__)
