"""Files with an answer, a note or a case taken down by hand: they arrive, they leave, or it is said why not."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from onehand.cases.models import Attachment, Case, Message, Outgoing
from onehand.channels.email.compose import compose
from onehand.foundation import uploads
from onehand.people.models import Customer
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


def file(name: str, data: bytes = b"%PDF-1.7", kind: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, kind)


def test_files_leave_with_the_answer_and_stand_in_the_conversation(
    ada: Agent, carla: Customer, case: Case, signed_in: SignedIn
) -> None:
    fields = {
        "text": "Anbei der Lieferschein.",
        "key": "k1",
        "files": [file("Lieferschein.pdf"), file("Foto.png", b"x")],
    }
    assert signed_in(ada).post(f"/desk/cases/{case.pk}/reply/", fields).status_code == 303
    mail = message_from_bytes(compose(Outgoing.objects.get(kind="reply")).raw, policy=policy.default)
    assert [(one.get_filename(), one.get_content()) for one in mail.iter_attachments()] == [
        ("Lieferschein.pdf", b"%PDF-1.7"), ("Foto.png", b"x"),
    ]  # fmt: skip
    for page in (signed_in(ada).get(f"/desk/cases/{case.pk}/"), signed_in(carla).get(f"/my/{case.pk}/")):
        assert "Lieferschein.pdf" in page.content.decode()
    first = Attachment.objects.order_by("pk")[0]
    assert signed_in(carla).get(f"/my/attachments/{first.pk}/").content == b"%PDF-1.7"


def test_the_question_whether_it_is_solved_may_bring_files_too(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    fields = {"text": "So sieht es jetzt aus.", "key": "k1", "files": file("Foto.png")}
    assert signed_in(ada).post(f"/desk/cases/{case.pk}/solved-question/", fields).status_code == 303
    assert Message.objects.get(text="So sieht es jetzt aus.").has_attachments


def test_the_file_of_a_note_stays_inside(ada: Agent, carla: Customer, case: Case, signed_in: SignedIn) -> None:
    fields = {"text": "Nur für uns.", "key": "k1", "files": file("Kalkulation.xlsx")}
    assert signed_in(ada).post(f"/desk/cases/{case.pk}/note/", fields).status_code == 303
    inside = Attachment.objects.get()
    assert signed_in(ada).get(f"/desk/attachments/{inside.pk}/").status_code == 200
    assert signed_in(carla).get(f"/my/attachments/{inside.pk}/").status_code == 404
    assert "Kalkulation" not in signed_in(carla).get(f"/my/{case.pk}/").content.decode()


@pytest.mark.parametrize(
    ("sizes", "sentence"),
    [
        ([11 * 1024 * 1024, 10 * 1024 * 1024 - 1024], "zusammen größer als 20 MB"),
        ([uploads.MOST_BYTES + 2 * 1024 * 1024], "zusammen größer als 20 MB"),
        ([1] * 21, "höchstens 20 auf einmal"),
    ],
    ids=["together", "announced", "many"],
)
def test_too_much_is_said_in_a_sentence_and_the_text_is_kept(
    ada: Agent, case: Case, signed_in: SignedIn, sizes: list[int], sentence: str
) -> None:
    files = [file(f"{number}.bin", bytes(size)) for number, size in enumerate(sizes)]
    fields = {"text": "Anbei die Bilder.", "key": "k1", "files": files}
    answer = signed_in(ada).post(f"/desk/cases/{case.pk}/reply/", fields)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "Bitte wählen Sie die Dateien noch einmal aus." in page
    assert answer.context["composer"]["text"] == "Anbei die Bilder."
    assert not Message.objects.filter(direction="out", automatic="").exists()
    assert not Attachment.objects.exists()


def test_a_letter_is_taken_down_with_its_scan(ada: Agent, signed_in: SignedIn) -> None:
    fields = {
        "email": "carla.kern@example.org", "name": "Carla Kern", "subject": "Brief", "text": "Siehe Scan",
        "channel": "letter", "language": "de", "key": "k1", "files": file("Scan.pdf"),
    }  # fmt: skip
    assert signed_in(ada).post("/desk/cases/new/", fields).status_code == 303
    assert Attachment.objects.get().message.case.channel == "letter"


def test_a_name_with_paths_and_controls_is_shown_safely(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    name = "../../etc/\u202egnp.exe<b>"
    fields = {"text": "Anbei.", "key": "k1", "files": file(name)}
    signed_in(ada).post(f"/desk/cases/{case.pk}/reply/", fields)
    page = signed_in(ada).get(f"/desk/cases/{case.pk}/").content.decode()
    assert "\u202e" not in page
    assert "etc/" not in page
    assert "exe<b>" not in page
