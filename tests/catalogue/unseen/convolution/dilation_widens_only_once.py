def same_padding(f, d=1):
    if f < 1 or d < 1:
        raise ValueError("f and d must be at least 1")
    if f % 2 == 0:
        raise ValueError("f must be odd")
    if f == 1:
        return 0
    half = f // 2
    # the holes move the outer taps d - 1 pixels further out
    return half + (d - 1)
