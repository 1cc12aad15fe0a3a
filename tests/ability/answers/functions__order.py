"""The functions are called the other way round.

fails: test_functions_of_the_module_are_composed
"""


def compose(g, h, x):
    return h(g(x))
