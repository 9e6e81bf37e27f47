import asyncio

import pytest

from chassis.effects import Effects
from chassis.errors import ExhaustedError, PermanentError, StageError, TaskWithdrawnError
from chassis.provider_faults import FaultKind
from chassis.spending import Spending
from chassis.store import Store
from contracts import Charge, Usage
from tests.unit.chassis.paid_work import MODEL, PRICE, QUICK, USAGE, Shop, Witness, fault, ledger


@pytest.fixture
def store() -> Store:
    """Return an empty store."""
    return Store.in_memory()


@pytest.fixture
def shop() -> Shop:
    """Return a shop where nothing goes wrong."""
    return Shop()


@pytest.fixture
def witness() -> Witness:
    """Return a witness."""
    return Witness()


def _effects(store: Store, witness: Witness, max_cost_usd: float | None = None, task_id: str = "t1") -> Effects:
    return ledger(store, max_cost_usd).open(task_id, witness.check, witness.publish)


async def test_an_answer_is_bought_once(store: Store, shop: Shop, witness: Witness) -> None:
    """The same call, in the same run or after a crash, is answered from the store at the same charge."""
    first, later = _effects(store, witness), _effects(store, witness)

    answers = [await first.buy(shop.call()), await first.buy(shop.call()), await later.buy(shop.call())]

    assert answers == [b"answer 1\n\0"] * 3
    assert len(shop.keys) == 1
    assert first.charges == later.charges
    assert [charge.cost_usd for charge in first.charges] == [pytest.approx(PRICE)]


async def test_each_run_publishes_each_charge_once(store: Store, shop: Shop, witness: Witness) -> None:
    """A charge is told at once, and told again by a run that found the answer: the earlier telling may be lost."""
    first, later = _effects(store, witness), _effects(store, witness)
    await first.buy(shop.call())
    await first.buy(shop.call())
    assert witness.charges == list(first.charges)

    await later.buy(shop.call())

    assert witness.charges == [*first.charges, *first.charges]


@pytest.mark.parametrize("changed", [{"name": "other"}, {"inputs": "something else"}, {"model": "gpt-6.1-terra"}])
async def test_another_call_is_another_charge(
    store: Store, shop: Shop, witness: Witness, changed: dict[str, str]
) -> None:
    """Calls that differ in name, inputs or model are bought apart, and their charges do not merge."""
    effects = _effects(store, witness)

    await effects.buy(shop.call())
    await effects.buy(shop.call(**changed))

    assert len({charge.id for charge in effects.charges}) == 2
    assert len(set(shop.keys)) == 2


async def test_tasks_share_nothing(store: Store, shop: Shop, witness: Witness) -> None:
    """Another task buys its own answer, with an idempotency key of its own that begins with its id."""
    await _effects(store, witness, task_id="t1").buy(shop.call())
    await _effects(store, witness, task_id="t2").buy(shop.call())

    assert [key.partition(".")[0] for key in shop.keys] == ["t1", "t2"]


async def test_all_tries_of_a_call_carry_one_key(store: Store, shop: Shop, witness: Witness) -> None:
    """The idempotency key is the same for every try, so that a provider that honours it bills once."""
    shop.faults = [fault(FaultKind.UNAVAILABLE), fault(FaultKind.RATE_LIMITED, 0.001)]

    await _effects(store, witness).buy(shop.call())

    assert len(shop.keys) == 3
    assert len(set(shop.keys)) == 1


@pytest.mark.parametrize("damage", [b"", b"{}\nanswer", b'{"half": ', b"cut"])
async def test_a_damaged_answer_is_bought_again(store: Store, shop: Shop, witness: Witness, damage: bytes) -> None:
    """Stored bytes that are not what was stored count as not bought; the new answer is found by the next run."""
    await _effects(store, witness).buy(shop.call())
    (key,) = await store.keys("tasks/t1/effects")
    whole = await store.read(key)
    assert whole is not None
    await store.put(key, whole[:-3] if damage == b"cut" else damage, "text/plain")

    assert await _effects(store, witness).buy(shop.call()) == b"answer 2\n\0"
    assert await _effects(store, witness).buy(shop.call()) == b"answer 2\n\0"


async def test_the_first_of_two_processes_wins(store: Store, shop: Shop, witness: Witness) -> None:
    """Two processes that buy the same at the same moment go on with one answer and one charge."""
    runs = [_effects(store, witness) for _ in range(2)]

    answers = await asyncio.gather(*(run.buy(shop.call()) for run in runs))

    assert answers[0] == answers[1]
    assert runs[0].charges == runs[1].charges


async def test_a_withdrawn_task_buys_nothing(store: Store, shop: Shop, witness: Witness) -> None:
    """Cancellation is looked at before each call, and before each try of it."""
    witness.withdrawn = TaskWithdrawnError()
    with pytest.raises(TaskWithdrawnError):
        await _effects(store, witness).buy(shop.call())
    assert shop.keys == []

    witness.withdrawn = None
    shop.faults = [fault(FaultKind.RATE_LIMITED, 0.05)]
    buying = asyncio.ensure_future(_effects(store, witness, 1.0).buy(shop.call()))
    await shop.asked.wait()
    witness.withdrawn = TaskWithdrawnError()
    with pytest.raises(TaskWithdrawnError):
        await buying
    assert len(shop.keys) == 1
    assert await Spending(store, "t1", 1.0).total() == 0


async def test_a_model_without_a_price_is_not_called(store: Store, shop: Shop, witness: Witness) -> None:
    """What could not be accounted for is not bought; the error names the model and the setting."""
    with pytest.raises(PermanentError, match="no-such-model") as caught:
        await _effects(store, witness).buy(shop.call(model="no-such-model"))

    assert caught.value.code == "price_unknown"
    assert "PRICE_TABLE" in str(caught.value.hint)
    assert shop.keys == []


async def test_the_budget_names_both_numbers(store: Store, shop: Shop, witness: Witness) -> None:
    """A call that would take the film over its budget is not made; what was bought before counts."""
    effects = _effects(store, witness, max_cost_usd=1.5 * PRICE)
    await effects.buy(shop.call("first"))

    with pytest.raises(PermanentError) as caught:
        await effects.buy(shop.call("second"))

    assert (caught.value.code, len(shop.keys)) == ("budget_exceeded", 1)
    assert "$0.0022" in caught.value.message
    assert "$0.0016" in caught.value.message
    assert await Spending(store, "t1", 1.0).total() == pytest.approx(PRICE)


async def test_what_was_bought_is_used_whatever_the_budget(store: Store, shop: Shop, witness: Witness) -> None:
    """A budget that was lowered later does not keep a film from what is paid already."""
    await _effects(store, witness).buy(shop.call())

    assert await _effects(store, witness, max_cost_usd=PRICE / 10).buy(shop.call()) == b"answer 1\n\0"


async def test_stages_side_by_side_stay_within_one_budget(store: Store, shop: Shop, witness: Witness) -> None:
    """Of calls made at the same moment by several stages no more are made than the budget holds."""
    stages = [_effects(store, witness, max_cost_usd=3.5 * PRICE) for _ in range(6)]

    results = await asyncio.gather(
        *(stage.buy(shop.call(f"image-s{number:02d}")) for number, stage in enumerate(stages)), return_exceptions=True
    )

    assert len(shop.keys) <= 3
    assert {getattr(result, "code", "bought") for result in results} <= {"bought", "budget_exceeded"}
    assert await Spending(store, "t1", None).total() <= 3.5 * PRICE


async def test_a_crashed_call_counts_as_spent_until_it_is_repeated(store: Store, shop: Shop, witness: Witness) -> None:
    """What a dead process had set aside is not free for others, and is replaced when the call is made again."""
    dead = Charge(id=shop.call().key, provider="openai", model=MODEL, usage=USAGE, cost_usd=PRICE)
    await Spending(store, "t1", 1.0).reserve(dead)
    with pytest.raises(PermanentError):
        await _effects(store, witness, max_cost_usd=1.5 * PRICE).buy(shop.call("another"))

    await _effects(store, witness, max_cost_usd=1.5 * PRICE).buy(shop.call())

    assert await Spending(store, "t1", None).total() == pytest.approx(PRICE)


async def test_a_whole_film_is_held_against_the_budget(store: Store, witness: Witness) -> None:
    """An estimate over the budget is refused before anything is bought."""
    effects = _effects(store, witness, max_cost_usd=0.05)
    effects.require_budget(0.05)

    with pytest.raises(PermanentError, match=r"\$0\.0510.*\$0\.0500"):
        effects.require_budget(0.051)


@pytest.mark.parametrize(
    ("kind", "code", "retryable", "is_free"),
    [
        (FaultKind.AUTH, "provider_auth", True, True),
        (FaultKind.QUOTA, "provider_quota", True, True),
        (FaultKind.REFUSED, "provider_refused", False, True),
        (FaultKind.BAD_REQUEST, "provider_bad_request", True, True),
        (FaultKind.RATE_LIMITED, "provider_rate_limited", True, True),
        (FaultKind.UNAVAILABLE, "provider_unavailable", True, True),
        (FaultKind.LOST, "provider_unavailable", True, False),
    ],
)
async def test_each_fault_ends_in_words_for_the_user(  # noqa: PLR0913 - the table has as many columns
    store: Store, shop: Shop, witness: Witness, kind: FaultKind, code: str, *, retryable: bool, is_free: bool
) -> None:
    """A fault that does not pass has a code, a sentence and a hint; only a lost answer counts as spent."""
    shop.faults = [fault(kind)] * 10_000
    patience = type(QUICK)(seconds=0.02, first=0.001, longest=0.002, outage=0.001)

    with pytest.raises(StageError) as caught:
        await ledger(store, 1.0, patience).open("t1", witness.check, witness.publish).buy(shop.call())

    error = caught.value
    assert (error.code, error.retryable, bool(error.hint)) == (code, retryable, True)
    assert (await Spending(store, "t1", None).total() == 0) is is_free
    assert witness.charges == []


async def test_faults_that_ended_are_not_tried_again_by_delivery(store: Store, shop: Shop, witness: Witness) -> None:
    """All tries were made where they are counted: what comes out is not the kind of error a message is retried for."""
    shop.faults = [fault(FaultKind.LOST)] * 10

    with pytest.raises(ExhaustedError):
        await _effects(store, witness).buy(shop.call())


async def test_the_real_charge_replaces_the_expected_one(store: Store, shop: Shop, witness: Witness) -> None:
    """What the provider counted is what is charged, not what was expected."""
    call = shop.call()
    dear = type(call)(call.provider, call.model, call.name, call.inputs, Usage(output_tokens=100_000), call.run)

    await _effects(store, witness, max_cost_usd=1.0).buy(dear)

    assert await Spending(store, "t1", None).total() == pytest.approx(PRICE)
