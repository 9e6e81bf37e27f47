"""Run the script agent: `python -m script_agent`."""

from script_agent.app import main

main()
