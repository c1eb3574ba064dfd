"""The face for the shell: `onehand COMMAND`. It holds no rule: parse, one verb, print.

`arguments` knows every command without loading anything, so that `onehand --help` answers at once; each command is a
module of its own with `run(arguments) -> exit code`, loaded after the settings are read and the database is prepared.
"""
