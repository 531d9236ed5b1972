"""The typer's network: the first layers of a BERT encoder, and a head over what its marks and all words say."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, INNER, LONGEST = 384, 12, 1536, 128


class Layer(nn.Module):
    """One layer of the encoder, as BERT has it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.last = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """The states after the layer; ``bias`` keeps them from looking at padding."""
        batch, length = states.shape[0], states.shape[1]
        split = (batch, length, HEADS, WIDTH // HEADS)
        query, key, value = (one(states).view(split).transpose(1, 2) for one in (self.query, self.key, self.value))
        weights = torch.softmax(query @ key.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + bias, dim=-1)
        heard = (self.dropout(weights) @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        states = self.norm(states + self.dropout(self.out(heard)))
        return self.last(states + self.dropout(self.down(functional.gelu(self.up(states)))))


class Network(nn.Module):
    """Word pieces to logits of the classes. ``marks`` are the numbers of the source's and the target's first mark."""

    def __init__(self, words: int, layers: int, classes: int, marks: tuple[int, int], dropout: float = 0.1) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(words, WIDTH), nn.Embedding(LONGEST, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.head = nn.Linear(4 * WIDTH, classes)
        self.dropout = nn.Dropout(dropout)
        self.marks = marks

    def forward(self, ids: Tensor) -> Tensor:
        """The logits of a batch of pairs, padded with zeros."""
        present = (ids != 0).float()
        places = torch.arange(ids.shape[1], device=ids.device)
        states = self.norm(self.words(ids) + self.places(places) + self.kind)
        states = self.dropout(states)
        bias = ((1.0 - present) * -10000.0)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, bias)
        seen = [states[:, 0], self._mean(states, present)]
        seen += [self._at(states, ids, mark) for mark in self.marks]
        return self.head(self.dropout(torch.cat(seen, dim=-1)))

    @staticmethod
    def _mean(states: Tensor, present: Tensor) -> Tensor:
        return (states * present[:, :, None]).sum(1) / present.sum(1, keepdim=True)

    @staticmethod
    def _at(states: Tensor, ids: Tensor, mark: int) -> Tensor:
        """The state at a mark, nothing where the pair has none."""
        return (states * (ids == mark).float()[:, :, None]).sum(1)

    def take(self, base: dict[str, Tensor], rows: Iterable[int]) -> None:
        """Takes over the weights of a base model; ``rows`` are the numbers of this network's words in the base."""
        with torch.no_grad():
            self.words.weight.copy_(base["embeddings.word_embeddings.weight"][list(rows)])
            self.places.weight.copy_(base["embeddings.position_embeddings.weight"][:LONGEST])
            self.kind.copy_(base["embeddings.token_type_embeddings.weight"][0])
            _norm(self.norm, base, "embeddings.LayerNorm")
            for number, layer in enumerate(self.layers):
                at = f"encoder.layer.{number}"
                for own, name in _NAMES.items():
                    _norm(getattr(layer, own), base, f"{at}.{name}")


_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "last": "output.LayerNorm",
}


def _norm(module: nn.Module, base: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(base[f"{name}.weight"])  # type: ignore[operator]
    module.bias.copy_(base[f"{name}.bias"])  # type: ignore[operator]
