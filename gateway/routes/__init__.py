"""The routes by subject; thin: they read the request, call one thing, and put its result into a body."""
