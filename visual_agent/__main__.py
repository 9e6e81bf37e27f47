"""Run the visual agent: `python -m visual_agent`."""

from visual_agent.app import main

main()
