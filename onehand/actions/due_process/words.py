"""What the customer reads in each stage: the reason, until when, what they can do. German in Sie and Du, and English.

What agents wrote for them (reason, evidence, decision) stands in between as it was written.
"""

from __future__ import annotations

from datetime import datetime

from onehand.actions.models.due_process import Appeal, Blocking, Provisional
from onehand.cases.du_or_sie import worded
from onehand.cases.models import Case
from onehand.cases.notice import day_and_time
from onehand.cases.salutation import letter


def _letter(case: Case, *parts: str) -> str:
    return letter(case.customer, case.language, *parts)


def _say(case: Case, sie: str, du: str, en: str) -> str:
    return worded(case.customer, case.language, sie=sie, du=du, en=en)


def _when(case: Case, at: datetime | None) -> str:
    return day_and_time(at, case.language) if at is not None else ""


def subject(case: Case, what: str) -> str:
    german = case.language == "de"
    names = {
        "notice": ("Bitte um Ihre Sicht: Sperre Ihres Kundenkontos erwogen", "Please tell us your side: your account"),
        "provisional": ("Ihr Kundenkonto ist vorläufig gesperrt", "Your account is blocked provisionally"),
        "decision": ("Entscheidung über Ihr Kundenkonto", "Decision about your account"),
        "appeal": ("Ihr Einspruch", "Your appeal"),
    }
    de, en = names.get(what, ("Ihr Kundenkonto", "Your account"))
    du = de.replace("Ihre Sicht", "deine Sicht").replace("Ihres", "deines").replace("Ihr ", "Dein ")
    title = worded(case.customer, case.language, sie=de, du=du, en=en)
    return f"{title} ({'Nr.' if german else 'no.'} {case.pk})"


def buttons(case: Case, what: str) -> str:
    if what == "hearing":
        return _say(case, "Ihre Sicht schreiben", "Deine Sicht schreiben", "Write your side")
    return _say(case, "Einspruch einlegen", "Einspruch einlegen", "Appeal")


def _stays_open(case: Case) -> str:
    return _say(
        case,
        "Sie können uns jederzeit schreiben, anrufen und sich in Ihrem Kundenbereich anmelden; es hört Ihnen ein "
        "Mensch zu.",
        "Du kannst uns jederzeit schreiben, anrufen und dich in deinem Kundenbereich anmelden; es hört dir ein Mensch "
        "zu.",
        "You can write to us, call us and sign in to your pages at any time; a person listens to you.",
    )  # fmt: skip


def _why(blocking: Blocking) -> str:
    case = blocking.case
    return "\n\n".join((
        _say(case, "Der Grund:", "Der Grund:", "The reason:") + "\n" + blocking.reason,
        _say(case, "Worauf wir uns stützen:", "Worauf wir uns stützen:", "What it is based on:")
        + "\n" + blocking.evidence,
    ))  # fmt: skip


def notice(blocking: Blocking) -> str:
    case, until = blocking.case, _when(blocking.case, blocking.hearing_until)
    return _letter(
        case,
        _say(
            case,
            "wir erwägen, Ihr Kundenkonto zu sperren. Entschieden ist nichts, und gesperrt ist nichts. Vorher möchten "
            "wir Ihre Sicht hören.",
            "wir erwägen, dein Kundenkonto zu sperren. Entschieden ist nichts, und gesperrt ist nichts. Vorher möchten "
            "wir deine Sicht hören.",
            "we are considering to block your account. Nothing is decided and nothing is blocked. Before that we want "
            "to hear your side.",
        ),
        _why(blocking),
        _say(
            case,
            f"Bis {until} haben Sie Zeit: Antworten Sie einfach auf diese Mail, oder schreiben Sie über den Knopf "
            "unten, ohne Anmeldung. Danach entscheidet ein Mensch, der dies nicht vorgeschlagen hat, und sagt Ihnen "
            "den Grund. Gegen die Entscheidung können Sie Einspruch einlegen; darüber entscheidet eine dritte Person.",
            f"Bis {until} hast du Zeit: Antworte einfach auf diese Mail, oder schreib über den Knopf unten, ohne "
            "Anmeldung. Danach entscheidet ein Mensch, der dies nicht vorgeschlagen hat, und sagt dir den Grund. Gegen "
            "die Entscheidung kannst du Einspruch einlegen; darüber entscheidet eine dritte Person.",
            f"You have time until {until}: simply reply to this mail, or write by the button below, without signing "
            "in. Then a person decides who did not propose this, and tells you the reason. You can appeal against the "
            "decision; a third person decides on that.",
        ),
        _stays_open(case),
    )  # fmt: skip


def provisional(blocking: Blocking, row: Provisional) -> str:
    case, until = blocking.case, _when(blocking.case, row.until)
    hearing = _when(case, blocking.hearing_until)
    return _letter(
        case,
        _say(
            case,
            f"wir haben Ihr Kundenkonto vorläufig gesperrt, weil akute Gefahr besteht. Das gilt höchstens bis {until} "
            "und endet dann von selbst, wenn bis dahin nicht anders entschieden ist.",
            f"wir haben dein Kundenkonto vorläufig gesperrt, weil akute Gefahr besteht. Das gilt höchstens bis {until} "
            "und endet dann von selbst, wenn bis dahin nicht anders entschieden ist.",
            f"we have blocked your account provisionally, because there is acute danger. This holds until {until} at "
            "most and then ends by itself, unless something else was decided by then.",
        ),
        _say(case, "Der Grund:", "Der Grund:", "The reason:") + "\n" + row.reason,
        _say(
            case,
            f"Zwei Menschen haben das entschieden. Ihre Sicht hören wir weiterhin bis {hearing}: Antworten Sie einfach "
            "auf diese Mail.",
            f"Zwei Menschen haben das entschieden. Deine Sicht hören wir weiterhin bis {hearing}: Antworte einfach auf "
            "diese Mail.",
            f"Two people decided this. We still hear your side until {hearing}: simply reply to this mail.",
        ),
        _stays_open(case),
    )  # fmt: skip


def provisional_over(blocking: Blocking) -> str:
    case = blocking.case
    return _letter(
        case,
        _say(
            case,
            "die vorläufige Sperre Ihres Kundenkontos ist beendet. Wir haben nachgesehen: Alles ist wieder frei.",
            "die vorläufige Sperre deines Kundenkontos ist beendet. Wir haben nachgesehen: Alles ist wieder frei.",
            "the provisional block of your account is over. We have looked: everything is open again.",
        ),
        _say(
            case,
            "Die Anhörung läuft weiter; antworten Sie gern auf diese Mail.",
            "Die Anhörung läuft weiter; antworte gern auf diese Mail.",
            "The hearing goes on; you are welcome to reply to this mail.",
        ),
    )


def decision(blocking: Blocking) -> str:
    """That it is blocked: written when it was read back, never before."""
    case = blocking.case
    return _letter(
        case,
        _say(
            case,
            "wir haben entschieden, Ihr Kundenkonto zu sperren. Die Sperre gilt jetzt.",
            "wir haben entschieden, dein Kundenkonto zu sperren. Die Sperre gilt jetzt.",
            "we have decided to block your account. The block holds from now on.",
        ),
        _say(case, "Der Grund:", "Der Grund:", "The reason:") + "\n" + blocking.decision,
        _say(
            case,
            "Wenn Sie das für falsch halten, legen Sie Einspruch ein: mit einer Antwort auf diese Mail oder über den "
            "Knopf unten, ohne Anmeldung. Darüber entscheidet jemand, der an dieser Entscheidung nicht beteiligt war.",
            "Wenn du das für falsch hältst, leg Einspruch ein: mit einer Antwort auf diese Mail oder über den Knopf "
            "unten, ohne Anmeldung. Darüber entscheidet jemand, der an dieser Entscheidung nicht beteiligt war.",
            "If you think that this is wrong, appeal: by a reply to this mail or by the button below, without signing "
            "in. Somebody decides on it who had no part in this decision.",
        ),
        _stays_open(case),
    )  # fmt: skip


def ended(blocking: Blocking) -> str:
    """That it is not blocked, or not any more."""
    case, outcome = blocking.case, blocking.outcome
    if outcome == Blocking.Outcome.NOT_BLOCKED:
        first, reason = _NOT_BLOCKED, blocking.decision
    elif outcome == Blocking.Outcome.LAPSED:
        first, reason = _LAPSED, ""
    elif outcome == Blocking.Outcome.WITHDRAWN:
        first, reason = _WITHDRAWN, blocking.closing_reason
    else:
        first, reason = _LIFTED, blocking.closing_reason
    return _letter(case, _say(case, *first), reason, _sorry(case))


_NOT_BLOCKED = (
    "wir haben entschieden: Ihr Kundenkonto wird nicht gesperrt. Es ist frei, und Sie brauchen nichts zu tun.",
    "wir haben entschieden: Dein Kundenkonto wird nicht gesperrt. Es ist frei, und du brauchst nichts zu tun.",
    "we have decided: your account is not blocked. It is open, and there is nothing that you need to do.",
)
_LAPSED = (
    "wir haben über die Sperre Ihres Kundenkontos nicht rechtzeitig entschieden. Deshalb wird es nicht gesperrt.",
    "wir haben über die Sperre deines Kundenkontos nicht rechtzeitig entschieden. Deshalb wird es nicht gesperrt.",
    "we did not decide in time about blocking your account. Therefore it is not blocked.",
)
_WITHDRAWN = (
    "wir haben den Vorschlag zurückgezogen, Ihr Kundenkonto zu sperren. Es ist frei.",
    "wir haben den Vorschlag zurückgezogen, dein Kundenkonto zu sperren. Es ist frei.",
    "we have withdrawn the proposal to block your account. It is open.",
)
_LIFTED = (
    "wir haben die Sperre Ihres Kundenkontos aufgehoben und nachgesehen: Alles ist wieder frei.",
    "wir haben die Sperre deines Kundenkontos aufgehoben und nachgesehen: Alles ist wieder frei.",
    "we have lifted the block of your account and looked: everything is open again.",
)


def _sorry(case: Case) -> str:
    return _say(
        case,
        "Danke für Ihre Geduld. Wenn noch etwas offen ist, antworten Sie einfach.",
        "Danke für deine Geduld. Wenn noch etwas offen ist, antworte einfach.",
        "Thank you for your patience. If anything is still open, simply reply.",
    )


def appeal_received(blocking: Blocking, row: Appeal) -> str:
    case, until = blocking.case, _when(blocking.case, row.decide_by)
    return _letter(
        case,
        _say(
            case,
            f"Ihr Einspruch ist angekommen. Bis {until} entscheidet jemand darüber, der die Sperre weder "
            "vorgeschlagen noch beschlossen hat, und nennt Ihnen den Grund.",
            f"dein Einspruch ist angekommen. Bis {until} entscheidet jemand darüber, der die Sperre weder "
            "vorgeschlagen noch beschlossen hat, und nennt dir den Grund.",
            f"your appeal has arrived. By {until} somebody decides on it who neither proposed nor decided the block, "
            "and tells you the reason.",
        ),
    )  # fmt: skip


def appeal_late(blocking: Blocking, row: Appeal) -> str:
    case, until = blocking.case, _when(blocking.case, row.decide_by)
    return _letter(
        case,
        _say(
            case,
            f"über Ihren Einspruch haben wir nicht rechtzeitig entschieden. Das tut uns leid. Unsere Leitung weiß es; "
            f"wir entscheiden bis {until}.",
            f"über deinen Einspruch haben wir nicht rechtzeitig entschieden. Das tut uns leid. Unsere Leitung weiß es; "
            f"wir entscheiden bis {until}.",
            f"we did not decide on your appeal in time. We are sorry. Our lead knows; we decide by {until}.",
        ),
    )  # fmt: skip


def upheld(blocking: Blocking, row: Appeal) -> str:
    """Written when the release was read back."""
    case = blocking.case
    return _letter(
        case,
        _say(
            case,
            "Ihr Einspruch war richtig. Wir haben die Sperre aufgehoben und nachgesehen: Alles ist wieder frei. Es tut "
            "uns leid.",
            "dein Einspruch war richtig. Wir haben die Sperre aufgehoben und nachgesehen: Alles ist wieder frei. Es "
            "tut uns leid.",
            "your appeal was right. We have lifted the block and looked: everything is open again. We are sorry.",
        ),
        row.reason,
        _say(case, "Was falsch war und wie wir es richtigstellen:", "Was falsch war und wie wir es richtigstellen:",
             "What was wrong and how we put it right:") + "\n" + row.corrected,
    )  # fmt: skip


def rejected(blocking: Blocking, row: Appeal) -> str:
    case = blocking.case
    return _letter(
        case,
        _say(
            case,
            "wir haben Ihren Einspruch geprüft. Die Sperre bleibt bestehen.",
            "wir haben deinen Einspruch geprüft. Die Sperre bleibt bestehen.",
            "we have looked into your appeal. The block stays.",
        ),
        _say(case, "Der Grund:", "Der Grund:", "The reason:") + "\n" + row.reason,
        _say(
            case,
            "Wenn sich etwas ändert oder Ihnen etwas Neues einfällt, antworten Sie auf diese Mail; es liest ein "
            "Mensch.",
            "Wenn sich etwas ändert oder dir etwas Neues einfällt, antworte auf diese Mail; es liest ein Mensch.",
            "If something changes or something new comes to your mind, reply to this mail; a person reads it.",
        ),
        _stays_open(case),
    )  # fmt: skip
