"""A press whose process outlives the world that started it: the next one need not start another."""

from multiprocessing.connection import Connection

from bot.runtime.press import Press


class LastingPress(Press):
    """Ended in the middle of a form, as any; otherwise it ends with whoever runs the tests."""

    _kept: "LastingPress | None" = None

    def stop(self) -> None:
        if self._turn.locked():
            super().stop()
        elif self._orders is not None:
            LastingPress._kept = self

    def _start(self) -> Connection:
        kept, LastingPress._kept = LastingPress._kept, None
        if kept is None or kept._orders is None:
            return super()._start()
        self._process, self._orders = kept._process, kept._orders
        kept._process = kept._orders = None
        return self._orders

    @classmethod
    def end(cls) -> None:
        """The process that is left over, if there is one."""
        if cls._kept is not None:
            super(LastingPress, cls._kept).stop()
            cls._kept = None
