import torch


def image_attention(Q, K, V):
    Cp, N = Q.shape
    P = torch.zeros(N, N, dtype=Q.dtype)
    P = P + Q.T @ K / Cp ** 0.5
    e = torch.exp(P - P.max(dim=1, keepdim=True).values)
    A = e / e.sum(dim=1, keepdim=True)
    F = V @ A
    return F
