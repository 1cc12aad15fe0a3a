import torch


def image_attention(Q, K, V):
    C = Q.shape[0]
    P = (Q.T @ K) / C**0.5
    A = torch.exp(P - P.amax(dim=1, keepdim=True))
    A = A / A.sum(dim=1, keepdim=True)
    F = V @ A
    return F
