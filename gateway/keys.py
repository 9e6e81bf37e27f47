"""`python -m gateway.keys`: make, list and revoke API keys; the server need not run, its database must."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import datetime

from chassis.errors import UnavailableError
from gateway import clock
from gateway.api_keys import ApiKey, new_key
from gateway.authentication import REMEMBERED_SECONDS
from gateway.callers import Quotas, Scope
from gateway.key_store import KeyStore
from gateway.mongo_connection import connect
from gateway.mongo_keys import MongoKeyStore
from gateway.settings import GatewaySettings, read_settings


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says; return 0 when it was done."""
    asked = parse(arguments)
    settings = read_settings()
    try:
        return asyncio.run(_with_database(asked, settings))
    except UnavailableError as error:
        sys.stderr.write(f"{error.message} {error.hint}\n")
        return 1


async def run(asked: argparse.Namespace, keys: KeyStore, *, secret_key: str, now: datetime) -> int:
    """Do what was asked for with these keys."""
    if asked.command == "create":
        quotas = Quotas(asked.per_minute, asked.per_hour, asked.unfinished_tasks)
        key, token = new_key(asked.name, asked.scope, quotas, secret_key=secret_key, created_at=now)
        await keys.add(key)
        _say(f"{_line(key)}\n\n  {token}\n\nThis is shown only now. Send it as `Authorization: Bearer {token}`.")
        return 0
    if asked.command == "list":
        _say("\n".join(_line(key) for key in await keys.all()) or "There are no keys.")
        return 0
    revoked = await keys.revoke(asked.id, now)
    if revoked is None:
        sys.stderr.write(f"There is no key {asked.id}; `python -m gateway.keys list` shows all.\n")
        return 1
    _say(f"{_line(revoked)}\nServers refuse it in {REMEMBERED_SECONDS:.0f} s at the latest.")
    return 0


async def _with_database(asked: argparse.Namespace, settings: GatewaySettings) -> int:
    client = connect(settings)
    try:
        keys = MongoKeyStore(client, settings.mongodb_database)
        return await run(asked, keys, secret_key=settings.secret_key.get_secret_value(), now=clock.now())
    finally:
        client.close()


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what a command line asks for; ends the process when that makes no sense."""
    parser = argparse.ArgumentParser(prog="python -m gateway.keys", description="API keys of the gateway.")
    commands = parser.add_subparsers(dest="command", required=True)
    create = commands.add_parser("create", help="make a key and show its secret, this once")
    create.add_argument("name", help="whose key it is, for people")
    create.add_argument("--scope", type=Scope, choices=list(Scope), default=Scope.WRITE, help="default: write")
    create.add_argument("--per-minute", type=_count, help="films a minute, instead of RATE_LIMIT_PER_MINUTE")
    create.add_argument("--per-hour", type=_count, help="other requests an hour, instead of RATE_LIMIT_PER_HOUR")
    create.add_argument(
        "--unfinished-tasks", type=_count, help="tasks at the same time, instead of MAX_UNFINISHED_TASKS_PER_KEY"
    )
    commands.add_parser("list", help="show all keys, without their secrets")
    revoke = commands.add_parser("revoke", help="end a key")
    revoke.add_argument("id", help="as `list` shows it")
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return count


def _line(key: ApiKey) -> str:
    quotas = key.quotas
    limits = {"a minute": quotas.per_minute, "an hour": quotas.per_hour, "unfinished": quotas.unfinished_tasks}
    return "  ".join(
        [
            key.id,
            f"{key.scope:<5}",
            f"made {key.created_at:%Y-%m-%d}",
            f"revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else "valid".ljust(18),
            key.name,
            *(f"{limit} {what}" for what, limit in limits.items() if limit),
        ]
    )


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
