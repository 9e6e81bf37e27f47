import asyncio
import base64
from datetime import timedelta

import pytest

from gateway.memory_webhooks import InMemorySecrets
from gateway.webhook_secrets import ReplacedKeyError, SecretStore, SigningSecrets
from tests.unit.gateway.samples import START

KEY = "an installation's own key, long enough to be one"


def secrets_of(key: str | None = KEY, store: SecretStore | None = None) -> SigningSecrets:
    """Return secrets under a key."""
    return SigningSecrets(store or InMemorySecrets(), key)


async def test_a_secret_has_the_form_of_the_specification() -> None:
    """`whsec_` and 256 bits in base64; the library takes it."""
    secret = await secrets_of().issue("webhook_1", START)
    assert secret.startswith("whsec_")
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32


async def test_what_was_issued_is_what_signs() -> None:
    """In every replica, after every restart, while the key is the same."""
    store = InMemorySecrets()
    secret = await secrets_of(store=store).issue("webhook_1", START)
    assert await secrets_of(store=store).signing("webhook_1", START) == (secret,)


async def test_no_two_secrets_are_alike() -> None:
    """Secrets differ by name, by version and by key."""
    store = InMemorySecrets()
    issued = [await secrets_of(store=store).issue(name, START) for name in ("a", "b", "a")]
    issued.append(await secrets_of("another key").issue("a", START))
    assert len(set(issued)) == 4


async def test_a_rotated_secret_signs_beside_the_new_one_for_a_day() -> None:
    """So that receivers can change over without losing a message."""
    secrets = secrets_of()
    old = await secrets.issue("webhook_1", START)
    new = await secrets.issue("webhook_1", START)
    assert await secrets.signing("webhook_1", START + timedelta(hours=23)) == (new, old)
    assert await secrets.signing("webhook_1", START + timedelta(hours=24)) == (new,)


async def test_rotations_at_the_same_time_give_different_secrets() -> None:
    """Whoever was told a secret last has the one that signs."""
    secrets = secrets_of()
    issued = await asyncio.gather(*(secrets.issue("webhook_1", START) for _ in range(5)))
    assert len(set(issued)) == 5
    assert (await secrets.signing("webhook_1", START))[0] in issued


async def test_the_store_holds_nothing_that_signs() -> None:
    """Who reads the database cannot forge a message: it has names, versions and a mark of the key."""
    store = InMemorySecrets()
    secret = await secrets_of(store=store).issue("webhook_1", START)
    state = await store.secret("webhook_1")
    assert state is not None
    assert secret.removeprefix("whsec_") not in state.model_dump_json()
    assert KEY not in state.model_dump_json()


async def test_a_secret_nobody_was_told_signs_until_one_is_issued() -> None:
    """Messages are signed from the start; the first secret that is issued takes over at once."""
    secrets = secrets_of()
    unknown = await secrets.signing("callbacks", START)
    issued = await secrets.issue("callbacks", START)
    assert issued not in unknown
    assert await secrets.signing("callbacks", START) == (issued,)


async def test_a_replaced_key_is_noticed() -> None:
    """Nothing is signed with a secret other than the one that was issued, until it is rotated."""
    store = InMemorySecrets()
    await secrets_of(store=store).issue("webhook_1", START)
    after = secrets_of("another key", store)
    with pytest.raises(ReplacedKeyError):
        await after.signing("webhook_1", START)
    new = await after.issue("webhook_1", START)
    assert await after.signing("webhook_1", START) == (new,)


async def test_without_a_key_the_installation_makes_one() -> None:
    """In development secrets still differ from installation to installation and last."""
    store = InMemorySecrets()
    secret = await secrets_of(None, store).issue("webhook_1", START)
    assert await secrets_of(None, store).signing("webhook_1", START) == (secret,)
    assert await secrets_of(None).issue("webhook_1", START) != secret
