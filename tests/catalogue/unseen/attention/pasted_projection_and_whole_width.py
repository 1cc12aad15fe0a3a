import math

import torch


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("n_heads")
    Q = x @ Wq
    K = x @ Wq
    V = x @ Wv
    d = Q.shape[-1] // n_heads
    dv = V.shape[-1] // n_heads
    scale = math.sqrt(Q.shape[-1])
    heads = []
    for i in range(n_heads):
        Qi = Q[:, :, i * d:(i + 1) * d]
        Ki = K[:, :, i * d:(i + 1) * d]
        Vi = V[:, :, i * dv:(i + 1) * dv]
        S = Qi @ Ki.mT / scale
        if mask is None:
            A = torch.softmax(S, dim=-1)
        else:
            m = mask
            if m.dim() > 2:
                m = m[..., min(i, m.shape[-3] - 1), :, :]
            A = torch.softmax(S.masked_fill(~m, -torch.inf), dim=-1).masked_fill(~m, 0.0)
        heads.append(A @ Vi)
    return torch.cat(heads, dim=-1) @ Wo
