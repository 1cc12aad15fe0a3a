"""Which of these was introduced in {{ year }}?"""

from grader.exam import mistake, part

_EVENTS = {
    "1943": "the artificial neuron (McCulloch and Pitts)",
    "1949": "the rule for stronger synapses (Hebb)",
    "1957": "the perceptron (Rosenblatt)",
    "1974": "back-propagation of errors (Werbos)",
    "2006": "deep learning under this name (Hinton)",
}


def draw(rng):
    return {"year": str(rng.choice(list(_EVENTS)))}


def _other(year, wrong):
    return None if year == wrong else _EVENTS[wrong]


@part(
    "",
    choice=True,
    source="lecture notes 004, lines 151-161",
    fixed="There are five events; the year and the order of the choices differ.",
    solution=(
        "The order is: artificial neuron 1943, Hebb's rule 1949, perceptron 1957, back-propagation 1974, "
        "and deep learning 2006."
    ),
)
def event(year):
    return _EVENTS[year]


@mistake(of=event)
def artificial_neuron(year):
    """McCulloch and Pitts described the artificial neuron in 1943. It does not learn."""
    return _other(year, "1943")


@mistake(of=event)
def stronger_synapses(year):
    """Hebb's rule is from 1949: what is active together is joined more strongly."""
    return _other(year, "1949")


@mistake(of=event)
def perceptron(year):
    """Rosenblatt's perceptron is from 1957. It is the first of these models that learns from errors."""
    return _other(year, "1957")


@mistake(of=event)
def back_propagation(year):
    """Werbos described back-propagation in 1974. Rumelhart and Hinton made it known in 1986."""
    return _other(year, "1974")


@mistake(of=event)
def deep_learning(year):
    """Hinton's work on deep learning is from 2006."""
    return _other(year, "2006")
