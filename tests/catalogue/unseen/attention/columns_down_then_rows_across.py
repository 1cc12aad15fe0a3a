def image_self_attention(I, Wq, Wk, Wv):
    C, H, W = I.shape
    flat = I.transpose(1, 2).reshape(C, H * W)
    F = image_attention(Wq.mm(flat), Wk.mm(flat), Wv.mm(flat))
    return F.reshape(-1, H, W)
