def conv_output_size(w, f, p, s, d=1):
    if f < 1:
        raise ValueError("f must be at least 1")
    if p < 0:
        raise ValueError("p must not be negative")
    if s < 1:
        raise ValueError("s must be at least 1")
    if d < 1:
        raise ValueError("d must be at least 1")
    # a dilated kernel is d times as large
    effective = d * f
    if effective > w + 2 * p:
        raise ValueError("the kernel f does not fit into the image")
    return (w + 2 * p - effective) // s + 1
