"""A PostgreSQL server for tests, from the system's own package, on a port of its own."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class UnavailableError(Exception):
    """Why no server can be started here."""


@contextmanager
def running_server(folder: Path) -> Iterator[str]:
    """Start a server in a folder, yield the address of its first database, and stop it."""
    programs = _programs()
    prefix = _as_other_user(folder)
    data, port = folder / "data", _free_port()
    run = [*prefix, str(programs / "initdb"), "-D", str(data), "-U", "tester", "-A", "trust", "-E", "UTF8"]
    _call([*run, "--locale=C.UTF-8", "--no-sync"])
    options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c max_connections=30"
    control = [*prefix, str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
    _call([*control, "-o", options, "start"])
    try:
        yield f"postgresql://tester@127.0.0.1:{port}/postgres"
    finally:
        _call([*control, "-m", "immediate", "stop"])


def _programs() -> Path:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    if not installed and on_path is None:
        raise UnavailableError("no PostgreSQL server is installed; on Debian: sudo apt-get install postgresql")
    return installed[0] if installed else Path(str(on_path)).resolve().parent


def _as_other_user(folder: Path) -> list[str]:
    """Return how to run a command as the user postgres where we are root, as which no server starts."""
    if os.getuid() != 0:
        return []
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        raise UnavailableError("root cannot run a PostgreSQL server, and there is no user postgres to run it") from None
    if shutil.which("setpriv") is None:
        raise UnavailableError("root cannot run a PostgreSQL server, and there is no setpriv to become another user")
    os.chown(folder, user.pw_uid, user.pw_gid)
    for parent in folder.parents:
        if parent.stat().st_mode & 0o001 == 0:
            parent.chmod(parent.stat().st_mode | 0o001)  # the way to the folder must be open to the other user
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _call(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd="/")
    if done.returncode:
        raise UnavailableError(f"PostgreSQL could not be started: {(done.stderr or done.stdout).strip()[-300:]}")
