import numpy as np


def mlp_backward(params, X, labels):
    if len(params) == 0:
        raise ValueError("params is an empty list")
    cast = lambda v: np.asarray(v) if np.asarray(v).dtype.kind == "f" else np.asarray(v).astype(np.float64)
    layers = [(cast(W), cast(b)) for W, b in params]
    X, labels = cast(X), np.asarray(labels)
    B, K = len(X), layers[-1][1].size
    if labels.shape != (B,) or labels.dtype.kind not in "iu":
        raise ValueError("labels must be B integers")
    if labels.min() < 0 or labels.max() >= K:
        raise ValueError("labels must be in range(K)")
    acts = [X]
    for W, b in layers[:-1]:
        acts.append(np.maximum(acts[-1] @ W + b, 0))
    logits = acts[-1] @ layers[-1][0] + layers[-1][1]
    logits = logits - logits.max(axis=1, keepdims=True)
    probs = np.exp(logits)
    probs /= probs.sum(axis=1, keepdims=True)
    delta = (probs - (labels[:, None] == np.arange(K))) / B
    delta = delta.astype(X.dtype)
    out = []
    for i in range(len(layers) - 1, -1, -1):
        out.append((acts[i].T @ delta, delta.mean(axis=0)))
        delta = delta @ layers[i][0].T
    return out[::-1]
