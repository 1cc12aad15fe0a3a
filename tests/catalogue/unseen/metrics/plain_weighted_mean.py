def f_beta(y, y_hat, beta):
    if beta <= 0:
        raise ValueError(f"beta must be > 0, got {beta}")
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    if tp == 0:
        return 0.0
    P = tp / (tp + fp)
    R = tp / (tp + fn)
    weight = float(beta) ** 2
    mix = (P + weight * R) / (1 + weight)
    return mix
