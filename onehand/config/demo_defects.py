"""The demo's register of defects: one that the line system makes visible by itself, and one of the shop's own."""

from __future__ import annotations

from onehand.cases.models import Case
from onehand.config.demo_telling import Days
from onehand.defects import linking, noting
from onehand.foundation import jobs
from onehand.team.models import Agent


def tell(ada: Agent, nora: Agent) -> None:
    """Sticks wait for one exchange (the provisioning system tells of three); lamps come without a plug."""
    noting.note(
        by=ada, owner=ada, title="Vermittlung 7 schaltet neue SIM-Karten nicht frei",
        what_de="Neue Surfsticks werden nicht freigeschaltet.", what_en="New mobile sticks are not activated.",
        note_de="Am Stick liegt es nicht. Sie müssen nichts einstellen.",
        note_en="It is not the stick. There is nothing that you need to set.",
        backend="lines", kind="activation", step="line_switched", cause="switch-7",
        expected_at=Days.now().ahead(2, 12), public=True,
    )  # fmt: skip
    lamps = noting.note(
        by=nora, department="Einkauf", title="Stehlampen der Charge 12 ohne Stecker",
        what_de="Einige Stehlampen kommen ohne Stecker an.", what_en="Some floor lamps arrive without a plug.",
    )  # fmt: skip
    for case in Case.objects.filter(subject="Lamp arrived without a plug"):
        linking.link(lamps, case, by=nora)
    jobs.run_due()
