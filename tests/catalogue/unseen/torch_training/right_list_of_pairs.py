import torch


class LabelledDataset:
    def __init__(self, X, y, transform=None):
        labels = [torch.tensor(int(label)) for label in y]
        if len(labels) != len(X):
            raise ValueError(f"{len(X)} samples and {len(labels)} labels")
        self._items = list(zip(torch.tensor(X).float(), labels, strict=True))
        self._transform = (lambda x: x) if transform is None else transform

    def __len__(self):
        return len(self._items)

    def __getitem__(self, i):
        x, label = self._items[i]
        return self._transform(x.clone()), label
