"""Run the render agent: `python -m render_agent`."""

from render_agent.app import main

main()
