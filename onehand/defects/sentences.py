"""The plain sentence for each refusal of this floor, in German and English."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "title_missing": ("Bitte geben Sie der Stelle einen Namen.", "Please give it a name."),
    "what_missing": (
        "Bitte sagen Sie in einem Satz, was Kundinnen und Kunden davon merken.",
        "Please say in a sentence what customers notice of it.",
    ),
    "owner_missing": (
        "Bitte nennen Sie, wer sich darum kümmert: eine Person oder eine Abteilung.",
        "Please say who takes care of it: a person or a department.",
    ),
    "done_missing": ("Bitte sagen Sie in einem Satz, was getan wurde.", "Please say in a sentence what was done."),
    "defect_too_long": ("Das ist zu lang, höchstens {most} Zeichen.", "This is too long, at most {most} characters."),
    "defect_fixed": ("Diese Störung ist schon behoben.", "This disturbance is already repaired."),
    "defect_not_fixed": ("Diese Störung ist noch nicht behoben.", "This disturbance is not repaired yet."),
    "not_the_defects_owner": (
        "Das kann nur, wer sich um diese Störung kümmert, oder eine Leitung.",
        "Only whoever takes care of this disturbance, or a lead, can do this.",
    ),
    "expected_past": ("Dieser Zeitpunkt liegt in der Vergangenheit.", "This time lies in the past."),
    "expected_far": ("Dieser Zeitpunkt liegt zu weit in der Zukunft.", "This time is too far away."),
    "expected_same": ("Dieser Termin gilt schon.", "This is the time already."),
    "not_linked": ("Dieses Anliegen gehört nicht dazu.", "This case does not belong to it."),
    "nobody_to_warn": ("Es gibt niemanden, der vorzuwarnen wäre.", "There is nobody to warn."),
    "warning_changed": (
        "Inzwischen sind es andere: jetzt {number}. Bitte sehen Sie noch einmal hin.",
        "It is others by now: {number}. Please look again.",
    ),
}
