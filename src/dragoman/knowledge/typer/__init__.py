"""The learned typer's files: ``model.onnx``, ``vocabulary.txt``, ``typer.json``, made by ``tools/train_typer.py``."""

from __future__ import annotations

from pathlib import Path

HOME = Path(__file__).parent
"""The folder of the files."""
