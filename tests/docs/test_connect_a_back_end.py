"""docs/connect-a-back-end.md: its code is taken out of the page, run, installed, and acted through by every face."""

from __future__ import annotations

import dataclasses
import importlib
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from onehand.actions import backends, carrying, viewing
from onehand.actions.events import polling
from onehand.actions.models import Run
from onehand.actions.models.events import Event
from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case, Message
from onehand.config.connecting import connect_backends
from onehand.foundation import clock, jobs
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.models import Entry
from tests.docs.blocks import files, written
from tests.support.browser import SignedIn
from tests.support.ports import HOST, free_port, is_listening, until
from tests.support.wire import Wire

ROOT = Path(__file__).resolve().parents[2]
PAGE = "connect-a-back-end.md"
CANCEL = {"action": "cancel", "arguments": {"order": "bikes:501", "reason": "Doppelt bestellt"}}
ENGRAVE = {"action": "engrave", "arguments": {"order": "bikes:501", "words": "Carla"}}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(PAGE, tmp_path_factory.mktemp("onehand-bikes"))


@pytest.fixture(scope="module")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as pip installs it, with its entry point."""
    folder = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--target", str(folder), str(project)], check=True)
    return folder


@dataclasses.dataclass
class BikeShop:
    """The shop of the page as a process; `port` is that of a wire before it."""

    project: Path
    wire: Wire
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.wire.port}"

    def start(self) -> None:
        self.process = subprocess.Popen([sys.executable, "bike_shop.py", str(self.wire.target)], cwd=self.project)
        until(lambda: is_listening(self.wire.target), "the bike shop")

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def order(self, number: str) -> Any:
        with urllib.request.urlopen(f"http://{HOST}:{self.wire.target}/orders/{number}") as answer:
            return json.load(answer)

    def post(self, number: str, **body: str) -> None:
        data = json.dumps(body).encode()
        request = urllib.request.Request(f"http://{HOST}:{self.wire.target}/orders/{number}", data)
        urllib.request.urlopen(request).close()


@pytest.fixture
def shop(project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BikeShop]:
    with Wire(free_port()) as wire:
        one = BikeShop(project, wire)
        one.start()
        monkeypatch.setenv("BIKES_URL", one.url)
        try:
            yield one
        finally:
            one.stop()


@pytest.fixture(params=["bikes", "onehand_bikes:Bikes"])
def named(
    request: pytest.FixtureRequest, shop: BikeShop, site: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Connected as an entry point of an installed package, and as a class of a file."""
    name: str = request.param
    monkeypatch.syspath_prepend(str(site if name == "bikes" else project))
    monkeypatch.setattr(carrying, "sleep", lambda _seconds: None)
    viewing.forget()
    connect_backends(dataclasses.replace(settings.ONEHAND, backends=(name,)))
    yield name
    backends.disconnect("bikes")
    sys.modules.pop("onehand_bikes", None)
    importlib.invalidate_caches()


@pytest.fixture
def proved(carla: Customer) -> Customer:
    carla.identities.update(assurance="proved")
    return carla


def done(run: int) -> Run:
    clock.advance(timedelta(minutes=1))
    jobs.run_due()
    return Run.objects.get(pk=run)


def test_the_page_is_complete() -> None:
    assert set(files(PAGE)) == {"bike_shop.py", "onehand_bikes.py", "pyproject.toml", "test_onehand_bikes.py"}


def test_the_test_of_the_page_passes(project: Path) -> None:
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{project}"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null"]
    ran = subprocess.run([*command, "test_onehand_bikes.py"], cwd=project, env=env, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("name", ["bikes", "onehand_bikes:Bikes"])
def test_the_settings_take_it_and_the_check_reads_it(
    name: str, shop: BikeShop, site: Path, project: Path, tmp_path: Path
) -> None:
    where = site if name == "bikes" else project
    env = {
        **os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{where}", "ONEHAND_DATA": str(tmp_path / "data"),
        "ONEHAND_BACKENDS": name, "ONEHAND_DATABASE_URL": "",
    }  # fmt: skip
    command = [sys.executable, "-m", "onehand.config.command", "check", "--back-end", "bikes"]
    asked = subprocess.run(
        [*command, "--email", "carla.kern@example.org"], env=env, capture_output=True, text=True, cwd=tmp_path
    )
    assert asked.returncode == 0, asked.stdout + asked.stderr
    assert "bike shop 1.4" in asked.stdout
    assert "knows this address as 7" in asked.stdout
    shop.stop()
    silent = subprocess.run(command, env=env, capture_output=True, text=True, cwd=tmp_path)
    assert silent.returncode == 1
    assert "does not answer" in silent.stdout


@pytest.mark.django_db
def test_the_api_offers_looks_acts_and_takes_back(
    named: str, shop: BikeShop, case: Case, ada: Agent, as_agent: Callable[[Agent], ApiClient]
) -> None:
    api = as_agent(ada)
    offered = {one["action"]: one for one in api.get("/actions").json["items"]}
    assert offered["engrave"]["systems"] == offered["cancel"]["systems"] == ["bikes"]
    looked = api.post(f"/cases/{case.pk}/dry-runs", ENGRAVE).json
    assert [one["text"] for one in looked["steps"]] == ["Engraving: Carla"]
    assert shop.order("501")["engraving"] == ""
    begun = api.post(f"/cases/{case.pk}/runs", ENGRAVE | {"digest": looked["digest"]})
    assert (done(begun.json["id"]).state, shop.order("501")["engraving"]) == ("done", "Carla")
    back = api.post(f"/runs/{begun.json['id']}/reversal")
    assert (done(back.json["id"]).state, shop.order("501")["engraving"]) == ("done", "")
    kinds = list(Entry.objects.filter(subject_id=case.pk).order_by("seq").values_list("kind", flat=True))
    assert [kind for kind in kinds if kind.startswith("action")] == [
        "action_started", "action_done", "action_undoing", "action_undone",
    ]  # fmt: skip


@pytest.mark.django_db
def test_what_was_done_is_told_with_what_the_answer_brought(
    named: str, shop: BikeShop, case: Case, ada: Agent, as_agent: Callable[[Agent], ApiClient]
) -> None:
    api = as_agent(ada)
    told = api.post(f"/cases/{case.pk}/dry-runs", CANCEL).json["told"]
    assert told == ["Your order is cancelled. Receipt: {receipt}"]
    begun = api.post(f"/cases/{case.pk}/runs", CANCEL | {"tell": f"Dear Carla, {told[0]}"})
    assert done(begun.json["id"]).state == "done"
    said = Message.objects.get(case=case, direction="out", automatic="")
    assert said.text == "Dear Carla, Your order is cancelled. Receipt: R-1"


@pytest.mark.django_db
def test_refusals_are_said_and_change_nothing(
    named: str, shop: BikeShop, case: Case, ada: Agent, as_agent: Callable[[Agent], ApiClient]
) -> None:
    api = as_agent(ada)
    for order, code in (("502", "already_shipped"), ("503", "unknown_order"), ("../501", "unknown_order")):
        given = {"action": "cancel", "arguments": {"order": order, "reason": "x"}}
        refused = api.post(f"/cases/{case.pk}/runs", given)
        assert (refused.status, refused.code) == (409, "impossible")
        assert [no["code"] for no in refused.json["refused"]] == [code]
    assert [shop.order(number)["state"] for number in ("501", "502", "503")] == ["open", "shipped", "open"]


@pytest.mark.django_db
def test_desk_and_portal_show_it_and_the_desk_acts(
    named: str, shop: BikeShop, case: Case, ada: Agent, proved: Customer, signed_in: SignedIn
) -> None:
    desk = signed_in(ada)
    assert "Tourenrad Linde" in desk.get(f"/desk/cases/{case.pk}/processes/").content.decode()
    form = f"/desk/cases/{case.pk}/act/"
    assert "Gravur ändern" in desk.get(form).content.decode()
    fields = {"action": "engrave", "order": "bikes:501", "words": "Für Carla", "key": "k"}
    shown = desk.post(form, {**fields, "do": "preview"}, headers={"HX-Request": "true"}).content.decode()
    assert "Gravur: Für Carla" in shown
    digest = shown.split('name="digest" value="')[1].split('"')[0]
    assert desk.post(form, {**fields, "do": "run", "digest": digest}).status_code == 303
    assert done(Run.objects.get().pk).state == "done"
    assert "Gravur: Für Carla" in desk.get(f"/desk/cases/{case.pk}/").content.decode()
    mine = signed_in(proved).get("/my/orders/").content.decode()
    assert "Tourenrad Linde" in mine
    assert "in der Werkstatt" in mine
    assert "Lastenrad Esche" not in mine  # somebody else's


@pytest.mark.django_db
def test_a_delay_is_told_once_before_anybody_asks(named: str, shop: BikeShop, proved: Customer, ada: Agent) -> None:
    later = (clock.now() + timedelta(days=9)).date().isoformat()
    shop.post("501", delayed=later, at=clock.now().isoformat())
    assert polling.poll("bikes") == 1
    assert polling.poll("bikes") == 0
    event = Event.objects.get()
    assert (event.outcome, event.reference, event.values["until"]) == ("told", "501", later)
    assert event.case is not None
    told = Message.objects.filter(case=event.case, direction="out").exclude(automatic="receipt")
    assert [one for one in told if "501" in one.text]


@pytest.mark.django_db
def test_a_lost_answer_is_looked_up_and_nothing_is_done_twice(
    named: str, shop: BikeShop, case: Case, ada: Agent, as_agent: Callable[[Agent], ApiClient]
) -> None:
    begun = as_agent(ada).post(f"/cases/{case.pk}/runs", CANCEL).json["id"]
    system = backends.backend("bikes")
    do = system.do

    def cut(step: Any, key: str) -> Any:
        shop.wire.cut_after(0)  # the request goes through, its answer does not
        return do(step, key)

    system.do = cut  # type: ignore[method-assign]
    run = done(begun)
    assert (run.state, run.steps.get().tries, run.steps.get().answer) == ("done", 1, None)
    assert shop.order("501")["state"] == "cancelled"


@pytest.mark.django_db
def test_while_it_is_away_nothing_is_promised_and_then_it_goes_on(
    named: str, shop: BikeShop, case: Case, ada: Agent, as_agent: Callable[[Agent], ApiClient]
) -> None:
    api = as_agent(ada)
    shop.wire.cut()
    begun = api.post(f"/cases/{case.pk}/runs", CANCEL | {"tell": "Ist storniert."}).json
    assert begun["state"] == "waiting"
    assert api.get(f"/cases/{case.pk}/processes").json["systems"][0]["silent_since"]
    assert done(begun["id"]).state == "waiting"
    shop.wire.mend()
    assert done(begun["id"]).state == "done"


@pytest.mark.django_db
def test_another_version_is_silence_and_not_a_guess(
    named: str, shop: BikeShop, case: Case, ada: Agent, as_agent: Callable[[Agent], ApiClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    system: Any = backends.backend("bikes")
    ask = system._ask

    def other_fields(method: str, *path: str, **more: Any) -> Any:
        answer = ask(method, *path, **more)
        with suppress(TypeError, KeyError):
            del answer["state"]
        return answer

    monkeypatch.setattr(system, "_ask", other_fields)
    looked = as_agent(ada).post(f"/cases/{case.pk}/dry-runs", CANCEL).json
    assert (looked["silent"], looked["steps"]) == (["bikes"], [])
    assert shop.order("501")["state"] == "open"
