def conv_output_size(w, f, p, s, d=1):
    if f < 1:
        raise ValueError("f must be at least 1")
    if p < 0:
        raise ValueError("p must not be negative")
    if s < 1 or d < 1:
        raise ValueError("s and d must be at least 1")
    span = d * (f - 1) + 1
    if span >= w + 2 * p:
        raise ValueError("kernel too large for the image")
    return (w + 2 * p - span) // s + 1
