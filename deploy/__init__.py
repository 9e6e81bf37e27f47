"""How OMA is run: nothing imports this package, everything is started from it."""
