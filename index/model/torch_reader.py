"""The reader's network on PyTorch: the base model with upper layers of its own, and a head that makes one logit.

Imported only where it is trained, exported, or run without an export.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from transformers import AutoModel
from transformers.utils.logging import disable_progress_bar, set_verbosity_error

from index.model.reader import ReaderFile

TOGETHER = 32
"""Pairs of like lengths that are read at once."""


class ReaderNetwork(torch.nn.Module):
    """Ids and mask, shape (pairs, pieces), become logits, shape (pairs,).

    A logit is linear in the embedding of the first piece and the mean of all pieces' embeddings. Of the base model in
    a folder, the embeddings and the `kept` lower layers stay as they are.
    """

    def __init__(self, base: Path, kept: int) -> None:
        super().__init__()
        disable_progress_bar()
        set_verbosity_error()  # on the pooler that is left out
        self.base = AutoModel.from_pretrained(str(base), local_files_only=True, add_pooling_layer=False).eval()
        self.head = torch.nn.Linear(2 * self.base.config.hidden_size, 1)
        torch.nn.init.zeros_(self.head.weight)
        torch.nn.init.zeros_(self.head.bias)
        self.upper = self.base.encoder.layer[kept:]
        self.base.requires_grad_(False)
        self.upper.requires_grad_(True)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        embeddings = self.base(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        is_read = mask.unsqueeze(2).float()
        mean = (embeddings * is_read).sum(dim=1) / is_read.sum(dim=1)
        features = torch.cat([embeddings[:, 0], mean], dim=1)
        return (features * self.head.weight).sum(dim=1) + self.head.bias  # in full precision, whatever the layers have

    def read(self, pairs: Sequence[Sequence[int]]) -> torch.Tensor:
        """Of each pair, a sequence of ids, shape (pairs,); those of like lengths are read together."""
        order = sorted(range(len(pairs)), key=lambda number: len(pairs[number]))
        logits = []
        for start in range(0, len(order), TOGETHER):
            rows = [torch.tensor(pairs[number]) for number in order[start : start + TOGETHER]]
            ids = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)
            mask = torch.arange(ids.shape[1]) < torch.tensor([len(row) for row in rows])[:, None]
            device = self.head.weight.device
            logits.append(self(ids.to(device), mask.long().to(device)))
        return torch.cat(logits)[torch.tensor(order).argsort()]

    def own(self) -> dict[str, torch.Tensor]:
        """What is not the base model's, by name."""
        named = {f"upper.{name}": tensor for name, tensor in self.upper.state_dict().items()}
        return named | {f"head.{name}": tensor for name, tensor in self.head.state_dict().items()}

    def load_own(self, tensors: dict[str, torch.Tensor]) -> None:
        """The reverse of `own`, of any precision."""
        for prefix, module in (("upper.", self.upper), ("head.", self.head)):
            own = {name.removeprefix(prefix): t.float() for name, t in tensors.items() if name.startswith(prefix)}
            module.load_state_dict(own)


class TorchReading:
    """The network of a reader, as index.model.reader has it."""

    def __init__(self, base: Path, reader: ReaderFile) -> None:
        self.network = open_network(base, reader)

    def logits(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        with torch.inference_mode():
            return np.asarray(self.network.read(ids).numpy(), np.float32)


def open_network(base: Path, reader: ReaderFile) -> ReaderNetwork:
    """The base model in a folder with the reader's layers."""
    network = ReaderNetwork(base, reader.kept)
    network.load_own(load_file(reader.path))
    return network.eval()
