"""Run the voice agent: `python -m voice_agent`."""

from voice_agent.app import main

main()
