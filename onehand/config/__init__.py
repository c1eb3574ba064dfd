"""Settings from the environment, urls, asgi and wiring: the only place where all floors meet."""
