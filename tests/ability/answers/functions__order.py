"""The functions are called the other way round.

fails: test_the_inner_function_comes_first, test_either_function_may_be_the_modules_own
"""


def compose(g, h, x):
    return h(g(x))
