import torch


def sinusoidal_positions(T, d):
    P = torch.zeros(T, d)
    for t in range(T):
        for i in range(0, d, 2):
            P[t, i] = torch.sin(torch.tensor(t / 10000 ** (2 * i / d)))
            if i + 1 < d:
                P[t, i + 1] = torch.cos(torch.tensor(t / 10000 ** (2 * i / d)))
    return P
