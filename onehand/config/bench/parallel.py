"""Two intake processes on PostgreSQL against one, on the same mix."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from onehand.config.bench import measure


def one_and_two(url: str, count: int) -> tuple[float, float]:
    """Mails a second by one process, and by two at once, on the database of `url`."""
    with measure.data_folder() as data:
        env = measure.environment(data, ONEHAND_DATABASE_URL=url)
        measure.part("prepare", env)
        measure.part("intake_only", env, "50", "800000")
        one = float(json.loads(measure.part("intake_only", env, str(count), "1000000"))["per_second"])
        both = [_start(data, url, count, start) for start in (2_000_000, 3_000_000)]
        spans = [json.loads(process.communicate()[0]) for process in both]
        # Both begin together; the slower one's span is the time in which all were taken in.
        two = 2 * count / max(float(span["seconds"]) for span in spans)
    return one, two


def _start(data: Path, url: str, count: int, start: int) -> subprocess.Popen[str]:
    env = measure.environment(data, ONEHAND_DATABASE_URL=url)
    words = [sys.executable, "-m", "onehand.config.bench.intake_only", str(count), str(start)]
    return subprocess.Popen(words, env=env, stdout=subprocess.PIPE, text=True)
