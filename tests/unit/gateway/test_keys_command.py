"""The command that makes, lists and revokes keys."""

import pytest

from gateway.callers import Quotas, Scope
from gateway.keys import parse, run
from tests.unit.gateway.access_doubles import FakeKeyStore
from tests.unit.gateway.samples import START, after

SECRET = "nHb1x0pBt3mCq7WgTz5sRk9vLd2yEf4uJa6oPi8w"  # noqa: S105 - of this test only


async def command(keys: FakeKeyStore, *arguments: str) -> int:
    """Run the command over these keys."""
    return await run(parse(arguments), keys, secret_key=SECRET, now=START)


async def test_a_new_key_shows_its_secret_once(capsys: pytest.CaptureFixture[str]) -> None:
    """`create` shows the token; `list` shows the key without it."""
    keys = FakeKeyStore()
    options = ("--scope", "read", "--per-minute", "9", "--unfinished-tasks", "3")
    assert await command(keys, "create", "studio", *options) == 0
    said = capsys.readouterr().out
    [key] = keys.keys.values()
    [token] = {word for word in said.replace("`", " ").replace(".", " ").split() if word.startswith("oma_")}
    assert key.is_of(token, SECRET)
    assert (key.name, key.scope, key.quotas) == ("studio", Scope.READ, Quotas(per_minute=9, unfinished_tasks=3))
    assert await command(keys, "list") == 0
    listed = capsys.readouterr().out
    assert key.id in listed
    assert "9 a minute" in listed
    assert token not in listed


async def test_revoking(capsys: pytest.CaptureFixture[str]) -> None:
    """`revoke` ends a key and keeps its first date; an unknown id is told and fails."""
    keys = FakeKeyStore()
    await command(keys, "create", "studio")
    [key_id] = keys.keys
    assert await command(keys, "revoke", key_id) == 0
    assert await run(parse(["revoke", key_id]), keys, secret_key=SECRET, now=after(99)) == 0
    assert keys.keys[key_id].revoked_at == START
    capsys.readouterr()
    assert await command(keys, "revoke", "nobody") == 1
    assert "nobody" in capsys.readouterr().err
    await command(keys, "list")
    assert "revoked 2025-11-20" in capsys.readouterr().out


@pytest.mark.parametrize("line", ["", "create", "create x --scope root", "create x --per-hour 0", "revoke"])
def test_a_command_that_makes_no_sense(line: str) -> None:
    """The command line says what is missing and ends with status 2."""
    with pytest.raises(SystemExit, match="2"):
        parse(line.split())
