"""SQL compiled once a worker and not once an engine: each test opens an engine of its own."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

_Key = tuple[Any, ...]


class _Compiled(dict[_Key, Any]):
    """By statement alone; SQLAlchemy's key begins with the dialect, which each engine has anew."""

    def get(self, key: _Key, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: _Key, compiled: Any) -> None:
        super().__setitem__(key[1:], compiled)


_BY_DIALECT: dict[type[Dialect], _Compiled] = {}


def open_with_compiled(url: str | sa.URL, **options: Any) -> AsyncEngine:
    """As `create_async_engine`; the same dialect and options compile a statement the same way."""
    engine = create_async_engine(url, **options)
    compiled = _BY_DIALECT.setdefault(type(engine.dialect), _Compiled())
    engine.update_execution_options(compiled_cache=compiled)
    return engine
