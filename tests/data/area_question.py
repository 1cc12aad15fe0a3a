"""A square has the side ${{ n }}$. What is its area?"""
from grader.exam import mistake, part


def draw(rng):
    return {"n": int(rng.integers(2, 10**6))}


@part("$A =$", integer=True, points=2, unit="m²", solution="The side times itself: {{ n }} · {{ n }}.")
def area(n):
    return n * n


@mistake(of=area, worth=0.25)
def circumference(n):
    """That is the circumference."""
    return 4 * n


@part(choice=True, source="notes, line 1", fixed="one idea")
def kind():
    return "a length squared"


@mistake(of=kind)
def plain():
    """That is measured in metres."""
    return "a simple length"


def proof(n):
    return {"area": n**2}
