from datetime import timedelta

import pytest

from gateway.settings import GatewaySettings
from gateway.webhook_schedule import next_try
from tests.unit.gateway.samples import START, after

SCHEDULE = (5.0, 300.0)


def test_the_schedule_is_the_one_the_specification_suggests() -> None:
    """Nine tries after the first, spread over three days."""
    schedule = GatewaySettings(_env_file=None).webhook_retry_seconds
    assert [round(seconds / 60, 2) for seconds in schedule] == [0.08, 5, 30, 120, 300, 600, 840, 1200, 1440]
    assert 3.1 < sum(schedule) / 86400 < 3.2


def test_each_wait_follows_its_try() -> None:
    """After the first try comes the first wait; after the last wait's try nothing more."""
    assert next_try(START, 1, SCHEDULE, chance=0.5) == after(5)
    assert next_try(START, 2, SCHEDULE, chance=0.5) == after(300)
    assert next_try(START, 3, SCHEDULE, chance=0.5) is None
    assert next_try(START, 1, (), chance=0.5) is None


def test_waits_vary_by_a_tenth() -> None:
    """What failed together does not come back together."""
    assert next_try(START, 2, SCHEDULE, chance=0) == after(270)
    assert next_try(START, 2, SCHEDULE, chance=1) == after(330)


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("60", 60),
        ("2", 5),
        ("0", 5),
        ("99999999999999999999", 86400),
        ("Thu, 20 Nov 2025 10:16:30 GMT", 60),
        ("Thu, 20 Nov 2025 10:16:30", 60),
        ("Thu, 20 Nov 2024 10:16:30 GMT", 5),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86400),
        ("soon", 5),
        ("-5", 5),
        ("²", 5),
        ("", 5),
    ],
)
def test_a_receiver_can_ask_for_a_longer_wait(retry_after: str, seconds: float) -> None:
    """`Retry-After` in seconds or as a date prolongs the wait, up to a day; nonsense does not shorten it."""
    assert next_try(START, 1, SCHEDULE, chance=0.5, retry_after=retry_after) == START + timedelta(seconds=seconds)
