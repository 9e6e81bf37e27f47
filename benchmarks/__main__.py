"""Everything `make bench` measures."""

from benchmarks.render import main

main()
