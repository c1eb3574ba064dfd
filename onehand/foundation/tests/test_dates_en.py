"""What English expressions of time mean on Monday, 2 March 2026, at 9:00 in Berlin."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from onehand.foundation.dates import find

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
# Words, and the due: a day, or a moment to the hour or minute; None is vague or impossible.
SAID = """
a week on Tuesday | 2026-03-10
Tuesday week | 2026-03-10
by close of business tomorrow | 2026-03-03
within the hour | 2026-03-02T10
in half an hour | 2026-03-02T09:30
no later than 5 March at 3pm | 2026-03-05T15
between 8am and noon | 2026-03-02T12
by the end of next week | 2026-03-13
in a fortnight | 2026-03-16
tomorrow morning | 2026-03-03
first thing tomorrow | 2026-03-03
by Friday | 2026-03-06
on Friday | 2026-03-06
next Friday | 2026-03-13
this Friday | 2026-03-06
this coming Friday | 2026-03-06
Friday next week | 2026-03-13
next week on Tuesday | 2026-03-10
the Friday after next | 2026-03-20
by EOD | 2026-03-02
by end of day | 2026-03-02
by the end of the day | 2026-03-02
by EOD Friday | 2026-03-06
by 3 pm | 2026-03-02T15
by 3pm tomorrow | 2026-03-03T15
at 15:00 | 2026-03-02T15
at half past three | 2026-03-02T15:30
at half three | 2026-03-02T15:30
at quarter to nine | 2026-03-03T08:45
quarter past ten tomorrow | 2026-03-03T10:15
by noon | 2026-03-02T12
by midnight | 2026-03-03T00
within 24 hours | 2026-03-03T09
within the next 48 hours | 2026-03-04T09
in the next two hours | 2026-03-02T11
in the next 2 hours | 2026-03-02T11
in 3-5 working days | 2026-03-09
within 5 business days | 2026-03-09
in three to five working days | 2026-03-09
in two weeks | 2026-03-16
within a week | 2026-03-09
within one month | 2026-04-02
in an hour | 2026-03-02T10
in an hour and a half | 2026-03-02T10:30
in three days' time | 2026-03-05
three days from now | 2026-03-05
10 days from today | 2026-03-12
two weeks from Monday | 2026-03-23
April 3 | 2026-04-03
3 April | 2026-04-03
3rd of April | 2026-04-03
on the 3rd of April at 2pm | 2026-04-03T14
the 15th | 2026-03-15
by the 15th | 2026-03-15
on the 5th | 2026-03-05
04/03/2026 | 2026-03-04
13/03/2026 | 2026-03-13
by 3/27 | 2026-03-27
by March 20 | 2026-03-20
February 30 | None
on 31 February | None
March 5, 2026 | 2026-03-05
March 5th, 2026 at 10am | 2026-03-05T10
Thursday, 5 March | 2026-03-05
Wednesday 11 March | 2026-03-11
Friday the 6th | 2026-03-06
end of the month | 2026-03-31
by the end of March | 2026-03-31
by mid-April | 2026-04-15
early April | None
early next week | 2026-03-10
later this week | 2026-03-06
midweek | 2026-03-04
by the middle of next week | 2026-03-11
this week | 2026-03-06
next week | 2026-03-13
the week after next | 2026-03-20
in the course of the week | 2026-03-06
shortly | None
as soon as possible | None
over the next few days | None
in a couple of days | None
in the next few days | None
day after tomorrow | 2026-03-04
this afternoon | 2026-03-02
this afternoon at 4 p.m. | 2026-03-02T16
this evening at half eight | 2026-03-02T20:30
tonight | 2026-03-02
before tonight, 8 pm | 2026-03-02T20
tomorrow before noon | 2026-03-03T12
on Tuesday between 8 and 12 | 2026-03-03T12
Tuesday morning between 9 and 11 | 2026-03-03T11
on Wednesday at 9.30 am | 2026-03-04T09:30
on Wednesday at 6 in the morning | 2026-03-04T06
by Monday, 5:30 pm | 2026-03-09T17:30
on 20 May between 1 pm and 3 pm | 2026-05-20T15
between 2 and 4pm | 2026-03-02T16
between 10 and 2 on Friday | 2026-03-06T14
from 9 to 5 | 2026-03-02T17
at 3 | 2026-03-02T15
by 5 tomorrow | 2026-03-03T17
between the 3rd and the 5th of March | 2026-03-05
on 5, 6 and 7 March | 2026-03-07
on March 5th, 6th and 7th | 2026-03-07
up to and including 15 March | 2026-03-15
from Saturday 14 March to Sunday 22 March | 2026-03-22
this coming weekend | 2026-03-08
from June through August | 2026-08-31
over Easter | 2026-04-06
between Christmas and New Year | 2026-12-31
at the end of the quarter | 2026-03-31
from 3 to 10 Dec | 2026-12-10
Dec 3 to 10 | 2026-12-10
Dec 3-10 | 2026-12-10
by 8 January 2027 | 2027-01-08
before 5.30pm | 2026-03-02T17:30
by 6 March at 12 noon | 2026-03-06T12
at 12 noon on 6 March | 2026-03-06T12
within six weeks | 2026-04-13
over the weekend | 2026-03-08
before the weekend | 2026-03-06
by the end of the year | 2026-12-31
by close of business on Thursday, 5 March | 2026-03-05
in January, by the 15th | 2027-01-15
Monday to Wednesday | 2026-03-11
Monday or Tuesday | 2026-03-10
today or tomorrow | 2026-03-03
by Thursday week | 2026-03-12
week commencing 9 March | 2026-03-13
the next working day | 2026-03-03
in the coming days | None
within a day or two | 2026-03-04
in an hour or two | 2026-03-02T11
at 9 o'clock tomorrow | 2026-03-03T09
by the end of this week | 2026-03-06
by 14:30 today | 2026-03-02T14:30
by the close of play on Friday | 2026-03-06
the day after tomorrow at noon | 2026-03-04T12
on Sept 30 | 2026-09-30
on Mon 9 Mar | 2026-03-09
by 09:00 on Thursday 5 March | 2026-03-05T09
no later than Thursday at 5 | 2026-03-05T17
between Tuesday and Thursday | 2026-03-05
"""
CASES = [tuple(part.strip() for part in line.split(" | ")) for line in SAID.strip().splitlines()]


def _due(text: str) -> str:
    """The due of the one thing said about time, as far as it is known."""
    (found,) = find(text, now=NOW, language="en")
    assert text[found.start : found.end] == found.text
    return str(found.due and found.due.isoformat())


@pytest.mark.parametrize(("said", "due"), CASES)
def test_alone(said: str, due: str) -> None:
    assert _is(_due(said), due)


@pytest.mark.parametrize(("said", "due"), CASES)
def test_within_a_sentence(said: str, due: str) -> None:
    assert _is(_due(f"We will do it {said}."), due)


def _is(found: str, due: str) -> bool:
    return found == due or ("T" in due and found.startswith(due))
