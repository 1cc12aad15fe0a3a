"""All inputs in one product, and ten launches in every step."""

import torch


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    batch, steps, features = x.shape if x.ndim == 3 else (0, 0, 0)
    units = h0.shape[-1]
    wide = 4 * units
    shapes = [tuple(a.shape) for a in (h0, c0, Wx, Wh, b)]
    if not batch or shapes != [(batch, units), (batch, units), (features, wide), (units, wide), (wide,)]:
        raise ValueError("the shapes must fit each other")
    every = x.transpose(0, 1).reshape(-1, features) @ Wx + b
    every = every.view(steps, batch, wide)
    out = torch.empty(batch, steps, units, dtype=x.dtype, device=x.device)
    h, c = h0, c0
    for t in range(steps):
        i, f, g, o = torch.addmm(every[t], h, Wh).chunk(4, dim=1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        out[:, t] = h
    return out
