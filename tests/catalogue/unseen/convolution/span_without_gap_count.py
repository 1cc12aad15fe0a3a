def conv_output_size(w, f, p, s, d=1):
    for name, value, low in (("f", f, 1), ("p", p, 0), ("s", s, 1), ("d", d, 1)):
        if value < low:
            raise ValueError(f"{name} = {value} is too small")
    reach = d * f
    available = 2 * p + w
    if reach > available:
        raise ValueError("f: kernel does not fit")
    n = 1
    position = reach + s
    while position <= available:
        n += 1
        position += s
    return n
