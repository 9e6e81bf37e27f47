"""`python -m chassis.dlq`: list, show and redrive the messages that no handler could take."""

import argparse
import asyncio
import json
import sys
from collections.abc import Collection, Sequence
from typing import Final

from aiokafka.errors import KafkaError

from chassis.letter_box import LetterBox
from chassis.letters import Letter
from chassis.settings import ServiceSettings
from contracts.topics import DLQ_SUFFIX, TOPICS

_QUEUES: Final = tuple(name for name in TOPICS if name.endswith(DLQ_SUFFIX))


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says; return 0 when it was done."""
    asked = parse(arguments)
    settings = ServiceSettings()
    try:
        return asyncio.run(_connected(asked, settings))
    except KafkaError as error:
        sys.stderr.write(f"Kafka at {settings.kafka_bootstrap_servers} does not answer: {error}. ")
        sys.stderr.write("Set KAFKA_BOOTSTRAP_SERVERS.\n")
        return 1


async def run(asked: argparse.Namespace, box: LetterBox) -> int:
    """Do what was asked for with these queues."""
    letters = [letter for letter in await box.letters(_queues(asked)) if _is_meant(letter, asked)]
    match asked.command:
        case "list":
            lines = [json.dumps(_fields(letter)) if asked.json else _line(letter) for letter in letters]
            _say("\n".join(lines) or "No letters.")
        case "show":
            _say(json.dumps([_fields(letter) | {"headers": dict(letter.headers)} for letter in letters], indent=2))
        case "redrive":
            for letter in letters:
                await box.redrive(letter)
                _say(f"{letter.address} -> {letter.origin}")
            _say(f"{len(letters)} redriven.")
    if asked.addresses and len(letters) < len(asked.addresses):
        missing = set(asked.addresses) - {letter.address for letter in letters}
        sys.stderr.write(f"Not found, or redriven already: {', '.join(sorted(missing))}\n")
        return 1
    return 0


async def _connected(asked: argparse.Namespace, settings: ServiceSettings) -> int:
    async with LetterBox.connected(settings) as box:
        return await run(asked, box)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what a command line asks for; ends the process when that makes no sense."""
    parser = argparse.ArgumentParser(prog="python -m chassis.dlq", description="Messages that no handler could take.")
    choice = argparse.ArgumentParser(add_help=False)
    choice.add_argument("--topic", help="only what came from this topic")
    choice.add_argument("--code", help="only what was given up with this error code")
    choice.add_argument("--redriven", action="store_true", help="also what was redriven already")
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("list", parents=[choice], help="a line for each letter")
    listing.add_argument("--json", action="store_true", help="a JSON object for each letter instead")
    listing.set_defaults(addresses=[])
    show = commands.add_parser("show", parents=[choice], help="letters in full")
    show.add_argument("addresses", nargs="+", help="as `list` shows them")
    redrive = commands.add_parser("redrive", parents=[choice], help="send letters to the topics they came from")
    redrive.add_argument("addresses", nargs="*", help="as `list` shows them")
    redrive.add_argument("--all", action="store_true", help="everything that the other options leave")
    asked = parser.parse_args(arguments)
    if asked.command == "redrive" and bool(asked.addresses) == asked.all:
        parser.error("redrive: name addresses, or say --all")
    if asked.command == "show":
        asked.redriven = True
    return asked


def _queues(asked: argparse.Namespace) -> Collection[str]:
    if asked.addresses:
        return {address.partition("/")[0] for address in asked.addresses}
    return [asked.topic.removesuffix(DLQ_SUFFIX) + DLQ_SUFFIX] if asked.topic else _QUEUES


def _is_meant(letter: Letter, asked: argparse.Namespace) -> bool:
    return (
        (asked.redriven or not letter.was_redriven)
        and asked.code in {None, letter.reason("error_code")}
        and (not asked.addresses or letter.address in asked.addresses)
    )


def _fields(letter: Letter) -> dict[str, str | bool]:
    names = ("error_code", "error", "attempts", "service", "failed_at")
    return {
        "address": letter.address,
        "task_id": letter.headers.get("ce_subject", ""),
        "traceparent": letter.headers.get("traceparent", ""),
        **{name: letter.reason(name) for name in names},
        "redriven": letter.was_redriven,
        "value": letter.value.decode(errors="replace"),
    }


def _line(letter: Letter) -> str:
    task = letter.headers.get("ce_subject") or "-"
    told = (letter.reason(name) for name in ("failed_at", "service", "error_code", "error"))
    return "  ".join((letter.address, task, *told, *(["(redriven)"] if letter.was_redriven else [])))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
