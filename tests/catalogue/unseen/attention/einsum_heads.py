import torch


def _heads(p, n):
    return p.unflatten(-1, (n, p.shape[-1] // n))


def cross_attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads != 0 or Wv.shape[1] % n_heads != 0:
        raise ValueError("n_heads must divide the columns of Wq and Wv")
    q, k, v = _heads(x @ Wq, n_heads), _heads(memory @ Wk, n_heads), _heads(memory @ Wv, n_heads)
    s = torch.einsum("bind,bjnd->bnij", q, k) * q.shape[-1] ** -0.5
    if mask is not None:
        allowed = mask.expand(s.shape)
        empty = ~allowed.any(dim=-1, keepdim=True)
        s = torch.where(allowed | empty, s, -torch.inf)
        a = torch.softmax(s, dim=-1)
        a = torch.where(empty, torch.zeros_like(a), a)
    else:
        a = torch.softmax(s, dim=-1)
    return torch.einsum("bnij,bjnv,nvo->bio", a, v, _heads(Wo.T, n_heads).permute(1, 2, 0))


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    return cross_attention(x, x, Wq, Wk, Wv, Wo, n_heads, mask)


def image_attention(Q, K, V):
    s = torch.einsum("ca,cb->ba", Q, K) / Q.shape[0] ** 0.5
    return V @ torch.softmax(s, dim=0)
