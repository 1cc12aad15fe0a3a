import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    lead, Tq, Tk = q.shape[:-2], q.shape[-2], k.shape[-2]
    allowed = torch.ones(*lead, Tq, Tk, dtype=torch.bool)
    if mask is not None:
        allowed = allowed & mask
    qs, ks, vs = (t.reshape(-1, *t.shape[-2:]) for t in (q, k, v))
    allowed = allowed.reshape(-1, Tq, Tk)
    batches = []
    for b in range(len(qs)):
        rows = []
        for i in range(Tq):
            keys, values = ks[b][allowed[b, i]], vs[b][allowed[b, i]]
            weights = torch.softmax(keys @ qs[b, i] / math.sqrt(q.shape[-1]), dim=0)
            rows.append(weights @ values)       # no keys: an empty sum, zeros
        batches.append(torch.stack(rows))
    return torch.stack(batches).reshape(*lead, Tq, v.shape[-1])
