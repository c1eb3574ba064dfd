"""Delivery reports come back to the mail they speak of (RFC 3464)."""

from __future__ import annotations

from onehand.cases.delivery import reported
from onehand.cases.models import Outgoing
from onehand.cases.reference import Reference
from onehand.foundation.mailparse import Mail


def note_report(mail: Mail, found: Reference) -> int | None:
    """Record what a delivery report says; the case it belongs to, or None when it speaks of no mail of ours.

    A report proves itself by the Message-ID of the returned mail, which nobody outside can guess, or by the token in
    the address to which it was sent.
    """
    report = mail.report
    if report is None or report.kind != "delivery":
        return None
    outgoing = None
    if report.original_message_id:
        outgoing = Outgoing.objects.filter(external_id=report.original_message_id).select_related("case").first()
    if outgoing is None and found.case is not None:
        outgoing = _last_to(found.case, report.recipients)
    if outgoing is None:
        return None
    detail = f"{report.status} {report.diagnostic}".strip()
    reported(outgoing, action=report.action, detail=detail, recipients=report.recipients)
    return outgoing.case_id


def _last_to(case: int, recipients: tuple[str, ...]) -> Outgoing | None:
    sent = Outgoing.objects.filter(case_id=case, recipient__in=[one.lower() for one in recipients])
    return sent.order_by("-pk").first()
