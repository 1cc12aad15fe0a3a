def same_padding(f, d=1):
    if f < 1:
        raise ValueError("f must be at least 1")
    if d < 1:
        raise ValueError("d must be at least 1")
    total = d * (f - 1)          # 2p = d (f - 1)
    if total % 2 != 0:
        raise ValueError("an even f has no symmetric padding")
    return total // 2
