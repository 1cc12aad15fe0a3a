def same_padding(f, d=1):
    if f < 1:
        raise ValueError("f must be positive")
    if d < 1:
        raise ValueError("d must be positive")
    total = d * (f - 1)
    if total % 2:
        raise ValueError("f: no symmetric padding exists")
    return total // 2
