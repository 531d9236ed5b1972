"""The script that runs what the documents quote writes down what comes out, and nothing else."""

from __future__ import annotations

import importlib.util
from pathlib import Path

_PATH = Path(__file__).parents[2] / "tools" / "run_docs.py"
_SPEC = importlib.util.spec_from_file_location("run_docs", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
run_docs = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(run_docs)


TEXT = """\
Say:

```console
$ echo one > here
{stale}$ cat here
{first}```

```
echo no
```

```python
print(6 * 7)
```

```text
{second}```
"""


def test_outputs_are_renewed_and_the_rest_stays() -> None:
    new = TEXT.format(stale="", first="one\n", second="42\n")
    assert run_docs.renewed(TEXT.format(stale="old\n", first="older\n", second="")) == new
    assert run_docs.renewed(new) == new


def test_the_examples_stand_beside() -> None:
    assert "river-treaty.txt\n" in run_docs.renewed("```console\n$ ls examples\n```")


def test_the_documents_that_it_runs_are_there() -> None:
    assert all((run_docs.ROOT / name).is_file() for name in run_docs.DOCUMENTS)
