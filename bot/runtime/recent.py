"""The newest of many keys, in memory only: to forget one costs time, never a wrong answer."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)

KEYS_MAX = 50_000


class Recent(Generic[K]):
    """A set that drops what was added first."""

    def __init__(self, most: int = KEYS_MAX) -> None:
        self._most = most
        self._keys: OrderedDict[K, None] = OrderedDict()

    def __contains__(self, key: K) -> bool:
        return key in self._keys

    def add(self, key: K) -> None:
        self._keys[key] = None
        if len(self._keys) > self._most:
            self._keys.popitem(last=False)

    def discard(self, key: K) -> None:
        self._keys.pop(key, None)
