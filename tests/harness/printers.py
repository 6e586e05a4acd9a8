"""What a press is given in tests: printers as quick as they come, and some that go wrong."""

import os
import time


def plain(form: object) -> bytes:
    return f"%PDF-1.7 {form}".encode()


def table(form: object) -> bytes:
    return f"PK {form}".encode()


def pid(_form: object) -> bytes:
    return str(os.getpid()).encode()


def niceness(_form: object) -> bytes:
    return str(os.nice(0)).encode()


def breaks(form: object) -> bytes:
    raise ValueError(f"no room for {form}")


def dies(_form: object) -> bytes:
    os._exit(9)


def hangs(_form: object) -> bytes:
    time.sleep(600)
    return b""
