"""Run every example of the documents and write down what really comes out.

    python tools/run_docs.py [--check] [FILES ...]

In a block of the kind ``console`` a line that begins with ``$ `` is run by bash and the lines after it are its
output; a block ``python`` that is followed by a block ``text`` is run by Python, and ``text`` is its output. All blocks
of a document run in one folder beside a copy of the examples. With --check nothing is written and the exit status is 1
where a document says something else than what comes out.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"```console\n(?P<console>.*?)```|```python\n(?P<python>[^`]*)```\n\n```text\n[^`]*```", re.S)
DOCUMENTS = ("README.md", "docs/tutorial.md", "docs/coding.md", "docs/knowledge.md", "docs/limits.md")


def main() -> int:
    """Renew or check the documents; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=[ROOT / name for name in DOCUMENTS])
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    stale = False
    for path in options.files:
        old = path.read_text(encoding="utf-8")
        new = renewed(old)
        if old == new:
            continue
        stale = True
        if options.check:
            sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), str(path), "now"))
        else:
            path.write_text(new, encoding="utf-8")
            print(f"{path.name} renewed")
    return int(stale and options.check)


def renewed(text: str) -> str:
    """A document with the outputs of now."""
    with tempfile.TemporaryDirectory(prefix="dragoman-docs-") as name:
        room = Path(name)
        shutil.copytree(ROOT / "examples", room / "examples")
        tools = room / ".tools"
        tools.mkdir()
        command = tools / "dragoman"
        command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m dragoman "$@"\n', encoding="utf-8")
        command.chmod(0o755)
        return BLOCK.sub(lambda match: _block(match, room), text)


def _block(match: re.Match[str], room: Path) -> str:
    code = match["python"]
    if code is not None:
        return f"```python\n{code}```\n\n```text\n{_run([sys.executable, '-c', code], room)}```"
    lines = [line for line in match["console"].splitlines() if line.startswith("$ ")]
    told = [f"{line}\n{_run(['bash', '-c', line[2:]], room)}" for line in lines]
    return f"```console\n{''.join(told)}```"


def _run(command: list[str], room: Path) -> str:
    environment = os.environ | {
        "PATH": f"{room / '.tools'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "XDG_CONFIG_HOME": str(room / ".config"),
        "COLUMNS": "110",
    }
    done = subprocess.run(
        command, cwd=room, env=environment, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    lines = [line.rstrip() for line in done.stdout.replace(str(room), ".").splitlines()]
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
