from http import HTTPStatus

from prometheus_client import CollectorRegistry
from starlette.testclient import TestClient

from chassis.broker import build_broker, subscription
from chassis.metrics import DeliveryMetrics
from chassis.service import consumed_topics, operators_app
from chassis.settings import ServiceSettings
from contracts import BriefingSubmitted
from contracts.topics import BRIEFING_SUBMITTED
from deploy.local.ports import free_port


def test_an_agent_is_alive_but_not_ready_while_kafka_is_away() -> None:
    """A process whose broker is not there yet stays up, says so, shows its metrics, and can be stopped."""
    settings = ServiceSettings(_env_file=None, kafka_bootstrap_servers=f"127.0.0.1:{free_port()}")
    metrics = DeliveryMetrics(CollectorRegistry())
    broker = build_broker(settings, service="agent", phase=None, metrics=metrics)

    @broker.subscriber(BRIEFING_SUBMITTED, **subscription(settings, group="agent"))
    async def on_briefing_submitted(event: BriefingSubmitted) -> None:
        """Do nothing."""

    metrics.watch(consumed_topics(broker))
    with TestClient(operators_app(broker, settings, metrics.registry)) as client:
        assert (client.get("/live").status_code, client.get("/live").text) == (HTTPStatus.OK, "alive")
        assert client.get("/ready").status_code == HTTPStatus.SERVICE_UNAVAILABLE
        shown = client.get("/metrics", follow_redirects=False)
        assert shown.status_code == HTTPStatus.OK
        assert 'oma_messages_handled_total{outcome="done",topic="briefing.submitted"} 0.0' in shown.text
