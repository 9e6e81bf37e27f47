"""`make serve`: keep the whole product up until it is told to stop."""

import sys
import threading

from deploy.local.errors import StackError
from deploy.local.ports import is_free
from deploy.local.settings import StackSettings
from deploy.local.stack import Stack, running_stack
from deploy.local.stop_signals import StopRequested, stop_signals


def main() -> int:
    """Run the stack; return 0 after a clean stop and 1 when it could not start."""
    settings = StackSettings()
    try:
        with stop_signals(_say):
            _require_port(settings)
            _say("Starting broker, database and the five services ...")
            with running_stack(settings, report=_say) as stack:
                _say(_welcome(stack, settings))
                threading.Event().wait()
    except StackError as error:
        _say(f"OMA could not start: {error}")
        return 1
    except StopRequested:
        _say("Stopped.")
    return 0


def _require_port(settings: StackSettings) -> None:
    if not is_free(settings.api_host, settings.api_port):
        raise StackError(
            f"port {settings.api_port} of {settings.api_host} is taken",
            "Stop what listens there, or choose another port: `make serve API_PORT=8001`.",
        )


def _welcome(stack: Stack, settings: StackSettings) -> str:
    lines = {
        "API": f"{stack.api_url}/api/v1/docs",
        "Kafka": stack.infrastructure.bootstrap_servers,
        "MongoDB": f"{stack.infrastructure.mongodb_url} (database {settings.mongodb_database})",
        "Objects": stack.infrastructure.storage_url,
        "Logs": str(settings.logs),
    }
    table = "\n".join(f"  {name:<8} {value}" for name, value in lines.items())
    return f"OMA is ready. Ctrl-C stops it.\n{table}"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
