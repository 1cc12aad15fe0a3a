"""The four steps of a batch as a cycle, between the two modes of a model."""

from drawing import BLUE, GREEN, GREY, INK, LIGHT_BLUE, PALE, RED, SMALL, Figure


def figure() -> Figure:
    canvas = Figure(300)
    canvas.box(20, 118, 112, 56, fill=PALE, edge=INK)
    canvas.text(76, 142, "model.train()", size=SMALL)
    canvas.text(76, 160, "once an epoch", size=SMALL, colour=GREY)
    canvas.arrow((134, 146), (178, 146))
    places = ((182, 60), (340, 60), (340, 196), (182, 196))
    words = ("clear gradients", "loss of the batch", "backward()", "step()")
    below = ("backward() adds", "from this batch", "adds the gradients", "moves weights")
    for (x, y), word, what in zip(places, words, below, strict=True):
        canvas.box(x, y, 132, 50, fill=LIGHT_BLUE, edge=INK)
        canvas.text(x + 66, y + 22, word, size=SMALL, bold=True)
        canvas.text(x + 66, y + 40, what, size=SMALL, colour=GREY)
    canvas.arrow((316, 85), (338, 85), colour=BLUE)
    canvas.arrow((406, 112), (406, 194), colour=BLUE)
    canvas.arrow((338, 221), (316, 221), colour=BLUE)
    canvas.arrow((248, 194), (248, 112), colour=BLUE)
    canvas.text(327, 150, "for each batch", bold=True, size=SMALL, colour=BLUE)
    canvas.arrow((474, 146), (516, 146))
    canvas.box(520, 118, 140, 56, fill=PALE, edge=GREEN)
    canvas.text(590, 142, "model.eval()", size=SMALL)
    canvas.text(590, 160, "validation loss", size=SMALL)
    canvas.text(590, 196, "measures only", size=SMALL, colour=RED)
    canvas.text(327, 284, "training data", size=SMALL, colour=GREY)
    canvas.text(590, 284, "data that are held out", size=SMALL, colour=GREY)
    canvas.text(327, 36, "One epoch", bold=True)
    return canvas


if __name__ == "__main__":
    figure().save(__file__)
