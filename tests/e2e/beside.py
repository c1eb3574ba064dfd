"""Scripts beside a running house, as the operator's command line runs them: each in a process of its own, forked from
one that has loaded Onehand already, since loading it takes longer than most scripts do."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

SECONDS = 60  # for one script

_FORKS = f"""
import json, os, signal, sys, traceback
import django
django.setup()
for line in sys.stdin:
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        os.dup2(write, 1)
        signal.alarm({SECONDS})
        code = 0
        try:
            exec(compile(json.loads(line), "script", "exec"), {{"__name__": "__main__"}})
        except BaseException:
            traceback.print_exc()
            code = 1
        sys.stdout.flush()
        os._exit(code)
    os.close(write)
    with os.fdopen(read) as out:
        said = out.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps([code, said]), flush=True)
"""


class Beside:
    """Started with the first script, ended by `stop`."""

    def __init__(self, env: Mapping[str, str], cwd: Path) -> None:
        self._env, self._cwd = dict(env), cwd
        self._process: subprocess.Popen[str] | None = None

    def run(self, script: str) -> str:
        """What the script printed. Raises RuntimeError when it failed; why stands in the output of the test."""
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _FORKS], env=self._env, cwd=self._cwd,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(script) + "\n")
        self._process.stdin.flush()
        code, said = json.loads(self._process.stdout.readline())
        if code:
            raise RuntimeError(f"a script beside the house ended with {code}:\n{script}\n{said}")
        return str(said)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
