"""What German expressions of time mean on Monday, 2 March 2026, at 9:00 in Berlin."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from onehand.foundation.dates import find

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
# Words, and the due: a day, or a moment to the hour or minute; None is vague or impossible.
SAID = """
bis Mittwoch, den 4. März, 12 Uhr | 2026-03-04T12
heute noch | 2026-03-02
im Laufe des Vormittags | 2026-03-02
innerhalb der nächsten 48 Stunden | 2026-03-04T09
binnen 10 Tagen | 2026-03-12
in anderthalb Stunden | 2026-03-02T10:30
Ende KW 12 | 2026-03-20
KW 12 | 2026-03-20
in der 12. KW | 2026-03-20
in Kalenderwoche 12 | 2026-03-20
übernächste Woche | 2026-03-20
zum 15. | 2026-03-15
bis zum 15. des Monats | 2026-03-15
am Donnerstagnachmittag | 2026-03-05
Dienstag in einer Woche | 2026-03-10
heute in acht Tagen | 2026-03-09
bis spätestens Freitag | 2026-03-06
spätestens am Freitag | 2026-03-06
noch diese Woche | 2026-03-06
im März | 2026-03-31
den ganzen Juli | 2026-07-31
von Juni bis August | 2026-08-31
im Juli und August | 2026-08-31
in der zweiten Märzhälfte | 2026-03-31
in der ersten Aprilhälfte | 2026-04-15
am 5., 6. und 7. März | 2026-03-07
von Samstag, 14. März, bis Sonntag, 22. März | 2026-03-22
vom 16.3. (Montag) bis 20.3. (Freitag) | 2026-03-20
bis einschliesslich 15. März | 2026-03-15
vom 3. bis inklusive 10. März | 2026-03-10
am kommenden Wochenende | 2026-03-08
nächstes Wochenende | 2026-03-15
über Ostern | 2026-04-06
am Osterwochenende | 2026-04-06
zwischen den Jahren | 2026-12-31
in gut zwei Wochen | 2026-03-16
für den 17. um 14 Uhr | 2026-03-17T14
in zwei bis drei Tagen | 2026-03-05
in 2-3 Tagen | 2026-03-05
innerhalb von 3 Werktagen | 2026-03-05
innerhalb von drei Werktagen | 2026-03-05
zwischen 8 und 12 Uhr | 2026-03-02T12
von 8 bis 12 Uhr | 2026-03-02T12
am Dienstag zwischen 8 und 12 Uhr | 2026-03-03T12
zwischen dem 3. und 5. März | 2026-03-05
zwischen dem 3. und dem 5. | 2026-03-05
vom 3. bis 10. | 2026-03-10
vom 28. bis 3. | 2026-03-03
3.-10.12. | 2026-12-10
3.12. bis 10.12. | 2026-12-10
am 03.04. | 2026-04-03
am 3.4. um 15 Uhr | 2026-04-03T15
am 3. April 2027 | 2027-04-03
am 31. Februar | None
am 29. Februar | 2028-02-29
in einer Woche | 2026-03-09
innerhalb einer Woche | 2026-03-09
in 14 Tagen | 2026-03-16
in vierzehn Tagen | 2026-03-16
in einem Monat | 2026-04-02
zum Monatsende | 2026-03-31
Ende des Monats | 2026-03-31
Ende März | 2026-03-31
Mitte April | 2026-04-15
Anfang April | None
Ende der Woche | 2026-03-06
im Laufe der Woche | 2026-03-06
nächste Woche | 2026-03-13
Anfang nächster Woche | 2026-03-10
Mitte nächster Woche | 2026-03-11
Ende der kommenden Woche | 2026-03-13
kommenden Freitag | 2026-03-06
nächsten Freitag | 2026-03-13
diesen Freitag | 2026-03-06
übernächsten Freitag | 2026-03-20
am Freitag nächster Woche | 2026-03-13
nächste Woche Freitag | 2026-03-13
nächste Woche am Dienstag | 2026-03-10
am Freitag der kommenden Woche | 2026-03-13
heute | 2026-03-02
morgen früh | 2026-03-03
morgen Vormittag | 2026-03-03
morgen um 9 | 2026-03-03T09
morgen um neun Uhr | 2026-03-03T09
morgen gegen 15 Uhr | 2026-03-03T15
übermorgen | 2026-03-04
bis 15 Uhr | 2026-03-02T15
bis 8 Uhr | 2026-03-03T08
um halb vier | 2026-03-02T15:30
um Viertel nach drei | 2026-03-02T15:15
um viertel vor vier | 2026-03-02T15:45
um dreiviertel vier | 2026-03-02T15:45
um 15.30 Uhr | 2026-03-02T15:30
bis 15:30 | 2026-03-02T15:30
um 15 Uhr 30 | 2026-03-02T15:30
15h | 2026-03-02T15
am Freitagmittag | 2026-03-06T12
bis Mittag | 2026-03-02T12
bis Feierabend | 2026-03-02
heute Nachmittag | 2026-03-02
heute Nachmittag um 3 | 2026-03-02T15
morgen früh um 6 | 2026-03-03T06
am 4.3. früh um 5 Uhr | 2026-03-04T05
in einer halben Stunde | 2026-03-02T09:30
in einer Viertelstunde | 2026-03-02T09:15
in einer Stunde | 2026-03-02T10
in der nächsten Stunde | 2026-03-02T10
innerhalb der nächsten zwei Stunden | 2026-03-02T11
in 90 Minuten | 2026-03-02T10:30
in den nächsten Tagen | None
in ein paar Tagen | None
in Kürze | None
zeitnah | None
so schnell wie möglich | None
am nächsten Werktag | 2026-03-03
Montag, 9. März, um 8:30 Uhr | 2026-03-09T08:30
Mo. 9.3. | 2026-03-09
bis Ende Woche | 2026-03-06
bis Quartalsende | 2026-03-31
per Jahresende | 2026-12-31
am 8. Januar 2027 | 2027-01-08
am 11. Januar | 2027-01-11
bis Dienstagabend | 2026-03-03
heute um Mitternacht | 2026-03-03T00
heute um 12 | 2026-03-02T12
am Samstag zwischen 9 und 11 | 2026-03-07T11
am 05.03. um 22:00 Uhr | 2026-03-05T22
in 5 bis 7 Werktagen | 2026-03-11
Diesen Donnerstag zwischen 16 und 19 Uhr | 2026-03-05T19
binnen Wochenfrist | 2026-03-09
im Laufe des heutigen Tages | 2026-03-02
im Laufe des morgigen Tages | 2026-03-03
am morgigen Dienstag | 2026-03-03
morgen, Dienstag, den 3. März | 2026-03-03
morgen (Dienstag) um 10 Uhr | 2026-03-03T10
heute oder morgen | 2026-03-03
am Montag oder Dienstag | 2026-03-10
von Montag bis Mittwoch | 2026-03-11
bis Weihnachten | 2026-12-24
bis zum Wochenende | 2026-03-06
am Wochenende | 2026-03-08
vor dem Wochenende | 2026-03-06
Ende Februar | 2027-02-28
um 15 Uhr am Donnerstag | 2026-03-05T15
bis 12 Uhr heute | 2026-03-02T12
im April 2026 | 2026-04-30
nächsten Monat | 2026-04-30
Ende nächsten Monats | 2026-04-30
Mitte des Monats | 2026-03-15
am 15. des nächsten Monats | 2026-04-15
zum Ersten | 2026-04-01
in 24h | 2026-03-03T09
innerhalb 24 Std. | 2026-03-03T09
um drei | 2026-03-02T15
um 7 Uhr | 2026-03-03T07
am Mittwoch um 6 Uhr morgens | 2026-03-04T06
um 8 Uhr abends | 2026-03-02T20
in sechs Wochen | 2026-04-13
in vier Wochen | 2026-03-30
Freitag in 14 Tagen | 2026-03-20
Woche vom 16. März | 2026-03-20
am 2026-03-31 | 2026-03-31
im Laufe der nächsten Woche | 2026-03-13
in der ersten Hälfte der nächsten Woche | 2026-03-11
Do, 5.3., 14-16 Uhr | 2026-03-05T16
am Do. um 14 Uhr | 2026-03-05T14
spätestens bis Donnerstag, 17 Uhr | 2026-03-05T17
innerhalb eines Werktages | 2026-03-03
innerhalb von maximal 5 Werktagen | 2026-03-09
in spätestens 5 Werktagen | 2026-03-09
in den nächsten zwei bis drei Werktagen | 2026-03-05
noch heute bis 18 Uhr | 2026-03-02T18
am 3. um 10 Uhr | 2026-03-03T10
Freitag, den 6., um 14 Uhr | 2026-03-06T14
zum 1. April | 2026-04-01
am 1.4. | 2026-04-01
bis zum 31.03.2026 | 2026-03-31
gegen Mittag | 2026-03-02T12
morgen Mittag | 2026-03-03T12
am Mittwoch bis 10 Uhr | 2026-03-04T10
"""
CASES = [tuple(part.strip() for part in line.split(" | ")) for line in SAID.strip().splitlines()]


def _due(text: str) -> str:
    """The due of the one thing said about time, as far as it is known."""
    (found,) = find(text, now=NOW, language="de")
    assert text[found.start : found.end] == found.text
    return str(found.due and found.due.isoformat())


@pytest.mark.parametrize(("said", "due"), CASES)
def test_alone(said: str, due: str) -> None:
    assert _is(_due(said), due)


@pytest.mark.parametrize(("said", "due"), CASES)
def test_within_a_sentence(said: str, due: str) -> None:
    assert _is(_due(f"Wir machen das {said} fertig."), due)


def _is(found: str, due: str) -> bool:
    return found == due or ("T" in due and found.startswith(due))
