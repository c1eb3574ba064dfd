"""All commands and their arguments. Loads nothing of the rest."""

from __future__ import annotations

import argparse
from typing import TypeAlias

import onehand

EXIT_CODES = """\
exit codes: 0 done; 1 refused or not found; 2 wrong use or wrong setting; 75 a temporary fault, try again"""


def parser() -> argparse.ArgumentParser:
    """Each command sets `module`: the module of this package that runs it."""
    top = argparse.ArgumentParser(
        prog="onehand", description="Customer service in which every concern has one hand.", epilog=EXIT_CODES
    )
    top.add_argument("--version", action="version", version=f"onehand {onehand.__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _node(commands)
    _mails(commands)
    _reading(commands)
    _recognise(commands)
    _quarantine(commands)
    _users(commands)
    _bench(commands)
    return top


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _command(commands: Commands, name: str, text: str, module: str = "") -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(module=module or name)
    return command


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON")


def _node(commands: Commands) -> None:
    serve = _command(commands, "serve", "Run web, worker and mail intake of one node together.")
    serve.add_argument("--web-only", action="store_true", help="without worker and mail intake")
    serve.add_argument("--port", type=_port, help="instead of the port of ONEHAND_LISTEN")
    _command(commands, "work", "Run jobs and mail intake only.")
    _command(commands, "demo", "Load the demo: a team, customers and their concerns.")
    check = _command(commands, "check", "Check configuration and channels, and say what to do.")
    check.add_argument("--back-end", metavar="CODE", help="read a connected system instead, by its contract")
    check.add_argument("--email", metavar="ADDRESS", help="a customer of that system, to be read too")


def _mails(commands: Commands) -> None:
    intake = _command(commands, "intake", "Take in mails: files, mbox, Maildir, folders of mails, or - for stdin.")
    intake.add_argument("paths", nargs="+", metavar="PATH")
    intake.add_argument("--json", action="store_true", help="one JSON object a line for each mail")
    reparse = _command(commands, "reparse", "Read messages anew from their raw bytes.")
    which = reparse.add_mutually_exclusive_group(required=True)
    which.add_argument("messages", nargs="*", type=_number, default=[], metavar="MESSAGE")
    which.add_argument("--all", action="store_true", help="every message that came with raw bytes")
    _json(reparse)


def _reading(commands: Commands) -> None:
    show = commands.add_parser("show", help="Show a case or messages.", description="Show a case or messages.")
    kinds = show.add_subparsers(title="what", metavar="case|message", required=True)
    case = _command(kinds, "case", "Show a case with its timeline and messages.", "show_case")
    case.add_argument("number", type=_number)
    _json(case)
    message = _command(kinds, "message", "Show messages in full.", "show_message")
    message.add_argument("ids", nargs="+", type=_number, metavar="ID")
    form = message.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON: an object, or a list of several")
    form.add_argument("--jsonl", action="store_true", help="print one JSON object a line, each with its id")
    ledger = _command(commands, "ledger", "Count everything that came in; the difference must be 0.")
    _json(ledger)


def _recognise(commands: Commands) -> None:
    text = "Find questions, promises, facts and asks in a text on stdin."
    recognise = _command(commands, "recognise", text)
    recognise.add_argument("--direction", choices=("in", "out"), help="in: the customer writes; out: our draft")
    recognise.add_argument("--now", metavar="ISO", help="the moment from which days are reckoned, with its zone")
    recognise.add_argument("--lang", choices=("de", "en"), help="guessed from the text when it is not given")
    form = recognise.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    lines = 'each line of stdin is {"text", "direction", "now", "lang"}, each answer one line'
    form.add_argument("--jsonl", action="store_true", help=lines)
    recognise.set_defaults(alone=True)


def _quarantine(commands: Commands) -> None:
    text = "What could not be read: list it, try again, or give it to somebody."
    quarantine = commands.add_parser("quarantine", help=text, description=text)
    acts = quarantine.add_subparsers(title="what to do", metavar="list|retry|assign", required=True)
    listing = _command(acts, "list", "List what waits, newest first.", "quarantine_list")
    _json(listing)
    retry = _command(acts, "retry", "Read it once more.", "quarantine_retry")
    which = retry.add_mutually_exclusive_group(required=True)
    which.add_argument("ids", nargs="*", type=_number, default=[], metavar="ID")
    which.add_argument("--all", action="store_true", help="everything that waits")
    _json(retry)
    assign = _command(acts, "assign", "Take it as it is, with its raw bytes attached.", "quarantine_assign")
    assign.add_argument("id", type=_number, metavar="ID")
    to = assign.add_mutually_exclusive_group(required=True)
    to.add_argument("--agent", metavar="NAME", help="a new case in this hand")
    to.add_argument("--case", type=_number, metavar="N", help="into this case")


def _users(commands: Commands) -> None:
    user = commands.add_parser("user", help="Manage the team.", description="Manage the team.")
    acts = user.add_subparsers(title="what to do", metavar="add|list|disable|mandate|token|link", required=True)
    add = _command(acts, "add", "Add an agent, and print a link to sign in.", "user_add")
    add.add_argument("name", metavar="NAME", help="short name in lower case, as in @mentions")
    add.add_argument("--email", required=True, metavar="ADDRESS")
    add.add_argument("--role", required=True, choices=("agent", "lead", "admin"))
    add.add_argument("--display-name", default="", metavar="NAME", help="as customers read it")
    add.add_argument("--language", default="", choices=("de", "en"))
    add.add_argument("--skill", action="append", default=[], metavar="SKILL", help="such as lang:en; may be repeated")
    listing = _command(acts, "list", "List the team.", "user_list")
    _json(listing)
    disable = _command(acts, "disable", "End access at once; open cases get another hand.", "user_disable")
    disable.add_argument("name", metavar="NAME")
    mandate = _command(acts, "mandate", "What an agent may give away alone in one case.", "user_mandate")
    mandate.add_argument("name", metavar="NAME")
    mandate.add_argument("action", metavar="ACTION", help="goodwill, refund, express or resend")
    mandate.add_argument("amount", metavar="EUROS", help="such as 20 or 19.90; 0 takes it away")
    token = _command(acts, "token", "Print a new API token of an agent.", "user_token")
    token.add_argument("name", metavar="NAME")
    link = _command(acts, "link", "Print a link that signs an agent in once.", "user_link")
    link.add_argument("name", metavar="NAME")


def _bench(commands: Commands) -> None:
    # Its arguments are told by the bench itself, see `main`.
    bench = commands.add_parser("bench", help="Measure speed against the targets.", add_help=False)
    bench.set_defaults(module="bench")


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) < 2**63:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return int(text)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 1 to 65535")
    return int(text)
