"""You passed a derivative on before all its parts had arrived. A number that is used by several steps has to wait for
all of them; look at the order in which backward goes through the graph.
"""


def _operands_first(last):
    """The reverse of the order in which a number is first met, level by level."""
    met = [last]
    for node in met:
        for parent, _ in node._parents:
            if parent not in met:
                met.append(parent)
    return met[::-1]
