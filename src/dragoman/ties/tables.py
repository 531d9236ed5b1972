"""Rows as a table that goes into a data frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import msgspec

from dragoman.errors import QueryError
from dragoman.report import Record

if TYPE_CHECKING:
    import polars

R = TypeVar("R", bound=Record)


class Table(Sequence[R], Generic[R]):
    """Rows of one kind: a sequence of records that can become a data frame or plain data."""

    def __init__(self, kind: type[R], rows: Iterable[R]) -> None:
        self.kind = kind
        self._rows = tuple(rows)

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[R, ...]: ...
    def __getitem__(self, at: int | slice) -> R | tuple[R, ...]:
        return self._rows[at]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[R]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {self.kind.__name__}>"

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.kind.__struct_fields__

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as plain dictionaries, ready for JSON."""
        return [msgspec.to_builtins(row) for row in self._rows]

    def to_polars(self) -> polars.DataFrame:
        """The rows as a Polars data frame."""
        import polars

        rows = self.to_dicts()
        return polars.DataFrame(rows, infer_schema_length=None) if rows else polars.DataFrame(schema=list(self.columns))

    def to_pandas(self) -> Any:
        """The rows as a pandas data frame. Raises QueryError where pandas is not installed."""
        try:
            pandas: Any = import_module("pandas")
        except ImportError as error:
            raise QueryError("pandas is not installed; `pip install pandas`, or take .to_polars()") from error
        return pandas.DataFrame(self.to_dicts(), columns=list(self.columns))

    def _repr_html_(self) -> str:
        """The table, for notebooks."""
        return str(self.to_polars()._repr_html_())
