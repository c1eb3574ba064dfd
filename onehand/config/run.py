"""What ./run does after the environment stands: data folder, migrations, demo, and one node on SQLite."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from onehand.config import assets
from onehand.config.environment import SettingError, set_for_demo

SIGN_IN_MINUTES = 12 * 60


def main() -> int:
    options = _options()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onehand.config.settings")
    if options.port:
        host = os.environ.get("ONEHAND_LISTEN", "127.0.0.1:8000").rpartition(":")[0]
        os.environ["ONEHAND_LISTEN"] = f"{host}:{options.port}"
    try:
        return _start(options)
    except SettingError as error:
        print(f"onehand: {error}", file=sys.stderr)
        return 2


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run", description="Start Onehand: web, worker and mail intake in one process."
    )
    parser.add_argument("--port", type=int, help="port of the web server (default 8000)")
    parser.add_argument("--fresh", action="store_true", help="begin with an empty data folder")
    parser.add_argument("--no-demo", action="store_true", help="load no demo data")
    parser.add_argument("--setup", action="store_true", help="install and migrate only")
    return parser.parse_args()


def _start(options: argparse.Namespace) -> int:
    if options.fresh:
        _begin_afresh()
    if not options.no_demo and not options.setup:
        set_for_demo(os.environ, Path.cwd())
    if assets.is_stale():
        # In a process of its own, since the address of static files is read at the start.
        subprocess.run([sys.executable, "-m", "onehand.config.assets"], check=True)
    from onehand.cli.prepare import prepare

    prepare()
    if options.setup:
        print("Onehand is set up. Go on with ./run or .venv/bin/onehand --help")
        return 0
    from django.conf import settings

    from onehand.config import demo, lines, node, shop

    if not options.no_demo:
        demo.load()
    systems = () if options.no_demo else (shop, lines)
    try:
        with ExitStack() as beside:
            for one in systems:
                if one.wanted(settings.ONEHAND):
                    beside.enter_context(one.beside(settings.ONEHAND))
            return node.serve(ready=lambda: _say_where(demo_loaded=demo.is_loaded()))
    except node.CannotStart as error:
        print(f"onehand: {error}", file=sys.stderr)
        return 2


def _begin_afresh() -> None:
    """Delete the data folder, if it is one of ours: it holds our key."""
    from onehand.config.environment import data_folder

    data = data_folder({"DATA": os.environ.get("ONEHAND_DATA", "")}, Path.cwd())
    if not data.exists():
        return
    if not (data / "secret.key").exists() and not (data / "onehand.toml").exists():
        raise SettingError(f"--fresh: {data} holds no data of Onehand and is not deleted.")
    shutil.rmtree(data)


def _say_where(*, demo_loaded: bool) -> None:
    from django.conf import settings

    chosen = settings.ONEHAND
    lines = [
        "",
        f"  Onehand runs.  {chosen.company}",
        "",
        f"  Desk            {chosen.public_url}/desk/",
        f"  Portal          {chosen.public_url}/",
        f"  API             {chosen.public_url}/api/v1/openapi.json",
        f"  Mail goes to    {', '.join(chosen.mail_addresses)}  by {chosen.mail_listen or 'the configured mailboxes'}",
        f"  Mail leaves by  {'the configured server' if chosen.mail_out else 'nothing: it stays in the outbox'}",
    ]
    if demo_loaded:
        lines += ["", "  Sign in with one click (each link works once, for twelve hours):"]
        lines += [f"    {name:<22}{link}" for name, link in _links()]
    else:
        lines += ["", "  Add the first person with: .venv/bin/onehand user add NAME --email ADDRESS --role admin"]
    print("\n".join([*lines, "", "  Ctrl-C stops everything.", ""]), flush=True)


def _links() -> list[tuple[str, str]]:
    from onehand.accounts import signin
    from onehand.config import demo

    return [
        (label, signin.make_link(account, purpose=purpose, minutes=SIGN_IN_MINUTES))
        for label, account, purpose in demo.people()
    ]


if __name__ == "__main__":
    sys.exit(main())
