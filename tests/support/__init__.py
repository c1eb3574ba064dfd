"""Real parts for the tests: mail servers, a database, a browser, on loopback with private folders.

Everything here starts its own processes on free loopback ports, keeps all files in a temporary folder, and
ends only what it started, by process id. It runs as root (the servers then run as an unprivileged account)
and as an ordinary user.
"""
