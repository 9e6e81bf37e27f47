from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from obstore.store import S3Store

from chassis.store import Store
from gateway.settings import FileDelivery, GatewaySettings
from tests.unit.gateway.conftest import Gateway
from tests.unit.gateway.samples import TASK, artefact, rendered, submitted, video, view_of

SECRET = "not-in-the-address"  # noqa: S105 - of no store
VIDEO = f"/videos/tasks/{TASK}/video"


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Store:
    """Return a store that cannot sign or one that can; signing asks nobody."""
    if request.param == "local":
        return Store.in_memory()
    backend = S3Store(
        "films", endpoint="https://s3.example", region="us-east-1", access_key_id="id", secret_access_key=SECRET
    )
    return Store(backend, "s3://films")


@pytest.fixture
def settings(settings: GatewaySettings) -> GatewaySettings:
    """Return settings under which clients fetch files from the object store."""
    return settings.model_copy(update={"file_delivery": FileDelivery.REDIRECT})


@pytest.mark.parametrize("store", ["local"], indirect=True)
async def test_a_local_store_cannot_sign(gateway: Gateway) -> None:
    """Where the store has no signed addresses, files come through the API all the same."""
    await gateway.hear(submitted(), rendered(await gateway.store_film(TASK)))
    assert (await gateway.client.get(VIDEO)).content == b"film"
    assert await gateway.store.signed_url("key", "GET", timedelta(minutes=1)) is None


@pytest.mark.parametrize("store", ["s3"], indirect=True)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_files_of_a_store_that_signs(gateway: Gateway, method: str) -> None:
    """The client is sent to the store with an address that is good for a while and is not to be kept."""
    film = video(artefact("film.mp4"))
    await gateway.tasks.change(TASK, lambda _: view_of(submitted(), rendered(film)))
    answer = await gateway.client.request(method, VIDEO)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (307, "no-store")
    address = urlsplit(answer.headers["Location"])
    assert address.path.endswith(film.file.key)
    query = parse_qs(address.query)
    assert (query["X-Amz-Expires"], "X-Amz-Signature" in query) == (["900"], True)
    assert SECRET not in answer.headers["Location"]
