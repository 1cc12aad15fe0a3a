"""Each gate by itself: eight products and twenty small operations in every step."""

import torch


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    batch, steps, features = x.shape if x.ndim == 3 else (0, 0, 0)
    units = h0.shape[-1]
    wide = 4 * units
    shapes = [tuple(a.shape) for a in (h0, c0, Wx, Wh, b)]
    if not batch or shapes != [(batch, units), (batch, units), (features, wide), (units, wide), (wide,)]:
        raise ValueError("the shapes must fit each other")
    parts = [slice(k, k + units) for k in range(0, wide, units)]
    h, c, states = h0, c0, []
    for t in range(steps):
        i, f, g, o = (x[:, t] @ Wx[:, p] + h @ Wh[:, p] + b[p] for p in parts)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        states.append(h)
    return torch.stack(states, dim=1)
