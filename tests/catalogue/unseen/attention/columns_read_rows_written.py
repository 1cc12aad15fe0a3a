import torch


def image_self_attention(I, Wq, Wk, Wv):
    C, H, W = I.shape
    pixels = I.permute(2, 1, 0).reshape(H * W, C)     # one pixel per row
    X = pixels.T                                      # C x N
    F = image_attention(Wq @ X, Wk @ X, Wv @ X)
    return F.reshape(Wq.shape[0], H, W)
