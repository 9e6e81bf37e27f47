from collections.abc import Iterator

import httpx
import pytest

from deploy.local.stack import Stack
from tests.e2e.client import ApiClient


@pytest.fixture(scope="session")
def client(stack: Stack) -> Iterator[ApiClient]:
    """Yield a user of the running product."""
    with httpx.Client(base_url=f"{stack.api_url}/api/v1", timeout=30) as http:
        yield ApiClient(http)
