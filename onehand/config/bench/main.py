"""The driver: runs each part in processes of its own and prints one table."""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from onehand.config.bench import live, measure
from onehand.config.bench.pages import pages

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    target: str
    figure: str
    holds: bool | None  # None: a figure without a target


def main(words: list[str]) -> int:
    """`--short` for CI (10k messages), else 1M messages; exit 0 also when a target is missed: the table tells."""
    parser = argparse.ArgumentParser(prog="onehand bench", description="Measure the targets of the design.")
    parser.add_argument("--short", action="store_true", help="small data, a few minutes")
    parser.add_argument("--only", default="", help="parts, comma-separated: intake,pages,recognise,live,node,actions")
    parser.add_argument("--data", default="", help="keep the large data set in this folder and use it again")
    parser.add_argument("--json", action="store_true", help="one JSON object a line instead of the table")
    options = parser.parse_args(words)
    chosen = [name for name in options.only.split(",") if name] or list(PARTS)
    rows: list[Row] = []
    for name in chosen:
        if name not in PARTS:
            parser.error(f"--only: {name} is none of {', '.join(PARTS)}")
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        rows += PARTS[name](options)
    _print(rows, as_json=options.json)
    return 0


def _print(rows: list[Row], *, as_json: bool) -> None:
    if as_json:
        for row in rows:
            print(json.dumps({"what": row.what, "target": row.target, "figure": row.figure, "holds": row.holds}))
        return
    width = max(len(row.what) for row in rows)
    print(f"{'what':<{width}}  {'target':<26}  {'figure':<34}  holds")
    for row in rows:
        holds = {True: "yes", False: "NO", None: ""}[row.holds]
        print(f"{row.what:<{width}}  {row.target:<26}  {row.figure:<34}  {holds}")


def _migrated(data: Path, **settings: str) -> dict[str, str]:
    env = measure.environment(data, **settings)
    measure.part("prepare", env)
    return env


def _filled(data: Path, cases: int, per_case: int, **settings: str) -> None:
    env = _migrated(data, **settings)
    if int(json.loads(measure.part("session", env))["cases"]) < cases:
        measure.part("bulk", env, str(cases), str(per_case))


def _intake(options: argparse.Namespace) -> list[Row]:
    count = 300 if options.short else 1500
    with measure.data_folder() as data:
        _filled(data, 10_000, 1)
        env = measure.environment(data)
        measure.part("intake", env, "50", "900000")  # a first batch warms the disk
        done = json.loads(measure.part("intake", env, str(count), "0"))
    rows = [
        Row(
            "mail intake against parsing alone, SQLite, 10k cases", "ratio ≥ 0.5, goal 1.0",
            f"{done['ratio']:.2f}  ({done['take_ms']:.1f} ms : {done['parse_ms']:.1f} ms)", done["ratio"] >= 0.5,
        ),
        Row("of it recognising questions and facts, a mail", "", f"{done['recognise_ms']:.2f} ms", None),
    ]  # fmt: skip
    return rows + _two_processes(count)


def _two_processes(count: int) -> list[Row]:
    """On PostgreSQL, when the environment names one."""
    from onehand.config.bench.parallel import one_and_two

    url = os.environ.get("ONEHAND_DATABASE_URL", "")
    if not url.startswith("postgresql"):
        return [Row("two processes on PostgreSQL", "≥ 1.5 × one", "not measured: no PostgreSQL given", None)]
    one, two = one_and_two(url, count)
    return [
        Row(
            "two processes on PostgreSQL",
            "≥ 1.5 × one",
            f"{two / one:.2f} × ({one:.0f}/s → {two:.0f}/s)",
            two / one >= 1.5,
        )
    ]


def _pages(options: argparse.Namespace) -> list[Row]:
    rounds = 100 if options.short else 300
    with measure.data_folder() as small_data:
        _filled(small_data, 2_000, 5)
        small = pages(small_data, rounds=rounds)
    rows = [_page_row(kind, "10k messages", times) for kind, times in small.items()]
    if options.short:
        return rows
    with measure.data_folder(options.data) as data:
        _filled(data, 200_000, 5)
        large = pages(data, rounds=rounds)
    for kind, times in large.items():
        rows.append(_page_row(kind, "1M messages", times))
        if not kind.startswith("search"):
            growth = measure.percentile(times, 0.95) / measure.percentile(small[kind], 0.95)
            rows.append(Row(f"{kind}: p95 at 1M against 10k", "≤ 1.3 ×", f"{growth:.2f} ×", growth <= 1.3))
    return rows


def _page_row(kind: str, size: str, times: list[float]) -> Row:
    middle, high = measure.median(times), measure.percentile(times, 0.95)
    figure = f"median {middle:.1f} ms, p95 {high:.1f} ms"
    if kind.startswith("search"):
        return Row(f"{kind}, {size}", "p95 ≤ 50 ms", figure, high <= 50)
    return Row(f"{kind} page, {size}", "median ≤ 15, p95 ≤ 30 ms", figure, middle <= 15 and high <= 30)


def _recognise(options: argparse.Namespace) -> list[Row]:
    with measure.data_folder() as data:
        env = measure.environment(data)
        done = json.loads(measure.part("recognising", env, "300" if options.short else "2000"))
    rows = []
    for kind, one in done["normal"].items():
        figure = f"median {one['median']:.2f} ms, p95 {one['p95']:.2f} ms ({one['found']:.1f} found)"
        rows.append(
            Row(f"recognise a message of {one['letters']:.0f} letters ({kind})", "median ≤ 1 ms", figure,
                one["median"] <= 1)
        )  # fmt: skip
    name, seconds = max(done["worst"].items(), key=lambda item: item[1])
    kinds = len({kind.rpartition(" (")[0] for kind in done["worst"]})
    rows.append(
        Row(f"recognise 1 MB of hostile text, {kinds} kinds", "≤ 1 s", f"worst {seconds:.2f} s: {name}", seconds <= 1)
    )
    return rows


def _live(options: argparse.Namespace) -> list[Row]:
    listeners = 500 if options.short else 2000
    with measure.data_folder() as data:
        _filled(data, 1_000, 2)
        found = live.run(data, rounds=30, burst=300 if options.short else 1000, listeners=listeners)
    visible, writes, each = found.visible, found.writes, found.each
    seen, written = measure.percentile(visible, 0.95), measure.percentile(writes, 0.95)
    return [
        Row("accepted mail to visible on an open page", "p95 ≤ 300 ms", f"p95 {seen:.0f} ms", seen <= 300),
        Row(
            "web write during a burst of mails",
            "p95 ≤ 100 ms",
            f"p95 {written:.0f} ms (n={len(writes)})",
            written <= 100,
        ),
        Row(f"memory of an idle live connection (n={listeners})", "≤ 60 kB", f"{each / 1000:.1f} kB", each <= 60_000),
    ]


def _node(_options: argparse.Namespace) -> list[Row]:
    with measure.data_folder() as data:
        env = _migrated(data)
        measure.part("prepare", env, "demo")
        with measure.node(data):
            pass
        with measure.node(data) as node:
            time.sleep(5)  # until the node has come to rest
            memory = measure.pss_bytes(node.pid)
            session = json.loads(measure.part("session", env))["session"]
            _, _, body = measure.Browser(node.port, session).get("/desk/cases/?view=all")
            weight, third = _weight(node.port, session, body)
        started = node.started_in
    return [
        Row("memory of the embedded set at rest", "≤ 180 MiB", f"{memory / MIB:.0f} MiB PSS", memory <= 180 * MIB),
        Row("second start to first page", "≤ 4 s", f"{started:.1f} s", started <= 4),
        Row("desk list, HTML", "≤ 60 kB", f"{len(body) / 1000:.1f} kB", len(body) <= 60_000),
        Row("desk list, JS and CSS compressed", "≤ 60 kB", f"{weight / 1000:.1f} kB", weight <= 60_000),
        Row("desk list, third-party addresses", "0", str(third), third == 0),
    ]


def _weight(port: int, session: str, body: bytes) -> tuple[int, int]:
    """Compressed bytes of scripts and styles that the page brings (modules they import included), foreign addresses."""
    browser = measure.Browser(port, session)
    text = body.decode()
    wanted = set(re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|css))"', text))
    third = len(re.findall(r'(?:src|href)="(?:https?:)?//(?!127\.0\.0\.1)', text))
    done: dict[str, int] = {}
    while wanted - done.keys():
        path = (wanted - done.keys()).pop()
        _, _, content = browser.get(path)
        done[path] = len(gzip.compress(content, 6))
        folder = path.rpartition("/")[0]
        found = re.findall(r"""(?:from|import)\s*["']\./([^"']+)["']""", content.decode("utf-8", "replace"))
        wanted |= {f"{folder}/{name}" for name in found}
    return sum(done.values()), third


def _actions(options: argparse.Namespace) -> list[Row]:
    from onehand.config import shop
    from onehand.config.bench.actions import TOGETHER, actions

    if not shop.prepared():
        return [Row("acting in the demo's systems", "", "not measured: the demo's shop is not installed here", None)]
    found, together = actions(rounds=2 if options.short else 10)
    rows = []
    for name, times in found.items():
        for what, spans, target in (("plan", times.plans, 300), ("done and read back", times.runs, 1000)):
            middle = measure.median(spans)
            figure = f"median {middle:.0f} ms, worst {max(spans):.0f} ms"
            rows.append(Row(f"{name}: {what}", f"≤ {target} ms", figure, middle <= target))
    given, limit = together.credited / 100, together.limit / 100
    counted = f"{together.begun} done, {together.asked} asked, {given:.2f} of {limit:.2f}"
    kept = together.credited == together.limit == 100 * together.begun and together.begun + together.asked == TOGETHER
    return [
        *rows,
        Row(f"{TOGETHER} at once in one case: the mandate", "not exceeded", counted, kept),
        Row(f"{TOGETHER} at once: done as begun", "in order", f"{together.seconds:.1f} s", together.in_order),
    ]


PARTS: dict[str, Callable[[argparse.Namespace], list[Row]]] = {
    "intake": _intake,
    "pages": _pages,
    "recognise": _recognise,
    "live": _live,
    "node": _node,
    "actions": _actions,
}
