import torch


class LabelledDataset(torch.utils.data.Dataset):
    def __init__(self, X, y, transform=None):
        if len(X) != len(y):
            raise ValueError("lengths differ")
        self.X = list(torch.tensor(X, dtype=torch.float32))
        self.y = torch.tensor(y, dtype=torch.int64)
        self.transform = transform

    def __len__(self):
        return len(self.X)

    def __getitem__(self, i):
        if self.transform is not None:
            self.X[i] = self.transform(self.X[i])
        return self.X[i], self.y[i]
