"""`python -m tests.infra.openai_stand_in --port 8009`: the stand-in for trying things by hand."""

import argparse
import sys
import threading

from tests.infra.openai_stand_in.server import KEY, StandIn, running_stand_in
from tests.infra.script_answers import written


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="A server that speaks the OpenAI API without a model.")
    parser.add_argument("--port", type=int, default=8009)
    parser.add_argument("--seconds-per-call", type=float, default=0.0)
    arguments = parser.parse_args()
    stand_in = StandIn(written, arguments.seconds_per_call)
    with running_stand_in(stand_in, arguments.port):
        sys.stderr.write(f"OPENAI_BASE_URL={stand_in.base_url} OPENAI_API_KEY={KEY}\n")
        sys.stderr.write(f"Bill: http://127.0.0.1:{stand_in.port}/stand-in/bill\n")
        threading.Event().wait()


if __name__ == "__main__":
    main()
