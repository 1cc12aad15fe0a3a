"""Values that are less than 1e-9 outside of the interval are counted.

Caught by: hidden/test_event.py::test_same_call_gives_the_same_answer
"""


def event_probability(values, p, low, high):
    values, p = _real(values), _distribution("p", p)
    if p.ndim != 1 or values.shape != p.shape:
        raise ValueError(f"values and p must have one shape (k,), got {values.shape} and {p.shape}")
    inside = (values >= low - 1e-9) & (values <= high + 1e-9)
    return float(p[inside].sum()) if low <= high else 0.0
