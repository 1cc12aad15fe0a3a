"""The probability is divided by the sum of all, which may differ from 1 a little.

Caught by: hidden/test_event.py::test_same_call_gives_the_same_answer
"""


def event_probability(values, p, low, high):
    values, p = _real(values), _distribution("p", p)
    if p.ndim != 1 or values.shape != p.shape:
        raise ValueError(f"values and p must have one shape (k,), got {values.shape} and {p.shape}")
    return float(p[(values >= low) & (values <= high)].sum() / p.sum())
