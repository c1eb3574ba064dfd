"""The English words of time. Symbols are those of `grammar`."""

from __future__ import annotations

from onehand.foundation.dates.lexicon import read

_SOURCE = """
REL 0: today | today's | during the day | in the course of the day | over the course of the day | course of the day
  | later in the day | throughout the day | end of the day | end of day | end of today | end of the working day
  | end of the business day | end of our working day | end of play today | eod today | later on today
REL 1: tomorrow | tomorrow's | tmrw | tomorow | tommorow | following day | end of tomorrow | end of day tomorrow
REL 2: day after tomorrow | the day after tomorrow | overmorrow
PAST 0: yesterday | the other day | recently | yesterday's
WD 0: monday | monday's | mondays
WD 1: tuesday | tuesday's | tuesdays
WD 2: wednesday | wednesday's | wednesdays
WD 3: thursday | thursday's | thursdays
WD 4: friday | friday's | fridays
WD 5: saturday | saturday's | saturdays
WD 6: sunday | sunday's | sundays
WDS 0: mon
WDS 1: tue | tues
WDS 2: wed | weds
WDS 3: thu | thur | thurs
WDS 4: fri
WDS 5: sat
WDS 6: sun
MONTH 1: january | jan
MONTH 2: february | feb
MONTH 3: march | mar
MONTH 4: april | apr
MONTH 5: may
MONTH 6: june | jun
MONTH 7: july | jul
MONTH 8: august | aug
MONTH 9: september | sep | sept
MONTH 10: october | oct
MONTH 11: november | nov
MONTH 12: december | dec
MOD 0: this | current
MOD 1: next | following
MOD 9: coming | this coming | upcoming
MOD -1: last | past | previous
EDGE begin: beginning | start | early | early in | early on in
EDGE mid: middle | mid | mid-
EDGE end: end | late | later | late in | later in
UNIT minute: minute
UNIT hour: hour | hr
UNIT day: day
UNIT workday: working day | business day | workday | weekday | banking day | work day
UNIT week: week | working week | calendar week
UNIT month: month | calendar month
UNIT quarter: quarter
UNIT year: year | calendar year
UNITS minute: minutes | mins | min | minutes'
UNITS hour: hours | hrs | hours' | h
UNITS day: days | days' | calendar days
UNITS workday: working days | business days | workdays | weekdays | working days' | business days' | banking days
  | work days | bank working days
UNITS week: weeks | weeks' | week's | wks | calendar weeks
UNITS month: months | months' | month's
UNITS year: years | years'
PERIOD week-end: weekend
PERIOD week-mid: midweek | mid-week
PERIOD month-end: month-end | month end | month's end
PERIOD week-late: week's end | week end
PERIOD quarter-end: end of the quarter | end of this quarter | end of quarter | quarter end | quarter-end
PERIOD year-end: year-end | year end | year's end
HALFOF 2: second half | latter half | latter part | back end
HALFOF 1: first half | early part
SPAN 30m: half an hour | half hour | half-hour
SPAN 15m: quarter of an hour
SPAN 45m: three quarters of an hour | three-quarters of an hour
SPAN 90m: an hour and a half | hour and a half
SPAN 14d: fortnight | fortnight's
SPAN 6mo: half a year
AFTERNEXT 0: after next
FROMNOW 0: from now | from today | time | hence
KW 0: wk
WEEKOF 0: week commencing | week beginning | week starting | w/c | week of
PART morning: morning | first thing in the morning
PART early: first thing | early doors
PART afternoon: afternoon | early afternoon | late afternoon
PART evening: evening | tonight
PART night: night
PART eod: eod | cob | eob | end of business | end of the business day | close of business | close of play
  | end of play | close of day | close of trading | end of business hours | end of working hours
  | end of office hours | closing time | end of my shift | end of the shift | close of office
NOON 0: noon | midday | lunchtime | lunch time | lunch | noontime | 12 noon | twelve noon | mid-day
MIDNIGHT 0: midnight
UHR 0: o'clock | oclock | o’clock
AM 0: am
PM 0: pm
HALF 0: half
QUARTER 15: quarter | a quarter
PASTHOUR 0: past
ONE 1: a | an | one
NUM 2: two
NUM 3: three
NUM 4: four
NUM 5: five
NUM 6: six
NUM 7: seven
NUM 8: eight
NUM 9: nine
NUM 10: ten
NUM 11: eleven
NUM 12: twelve
NUM 13: thirteen
NUM 14: fourteen
NUM 15: fifteen
NUM 16: sixteen
NUM 18: eighteen
NUM 20: twenty
NUM 21: twenty-one | twenty one
NUM 24: twenty-four | twenty four
NUM 28: twenty-eight | twenty eight
NUM 30: thirty
NUM 36: thirty-six
NUM 40: forty
NUM 45: forty-five | forty five
NUM 48: forty-eight | forty eight
NUM 60: sixty
NUM 72: seventy-two | seventy two
NUM 90: ninety
FRAC 1.5: one and a half | a day and a half
FRAC 2.5: two and a half
FRAC 3.5: three and a half
FEW 0: few | couple | several | some | handful | couple of | a few | a couple of | a handful of
ORDW 1: first
ORDW 2: second
ORDW 3: third
ORDW 4: fourth
ORDW 5: fifth
ORDW 6: sixth
ORDW 7: seventh
ORDW 8: eighth
ORDW 9: ninth
ORDW 10: tenth
ORDW 11: eleventh
ORDW 12: twelfth
ORDW 13: thirteenth
ORDW 14: fourteenth
ORDW 15: fifteenth
ORDW 16: sixteenth
ORDW 17: seventeenth
ORDW 18: eighteenth
ORDW 19: nineteenth
ORDW 20: twentieth
ORDW 21: twenty-first
ORDW 22: twenty-second
ORDW 25: twenty-fifth
ORDW 30: thirtieth
ORDW 31: thirty-first
FEAST 12-24: christmas eve
FEAST 12-25: christmas | christmas day | xmas
FEAST 12-26: boxing day
FEAST 12-31: new year's eve
FEAST 1-1: new year's day
FEAST years: between christmas and new year | between christmas and new year's
FEAST e0: easter | easter sunday
FEAST e0w: easter weekend | easter bank holiday weekend | easter break
FEAST e1: easter monday
FEAST e-2: good friday
VAGUE 0: same day | soon | shortly | asap | immediately | promptly | quickly | swiftly | presently | momentarily
  | eventually | as soon as possible | as soon as we can | as soon as i can | as quickly as possible
  | as quickly as we can | as quickly as i can | at our earliest convenience | at the earliest opportunity
  | at your earliest convenience | right away | straight away | straightaway | without delay | in due course
  | before long | in no time | in the near future | near future | at once | in a moment | in a bit | very soon
  | in good time | in the new year | forthwith | as fast as possible
ON 0: on
AT 0: at | around | about | @ | approx | approximately | roughly | circa | just after | shortly after | shortly before
BIS 0: up to and including | until and including | to and including
  | by | until | till | til | 'til | to | through | thru | no later than by | up until
ZUM 0: for
VON 0: from | starting | as of
SINCE 0: since | ago
AND 0: and | &
OR 0: or
IN 0: in
WITHIN 0: within | inside | over | during | inside of | under
AFTER 0: after
BEFORE 0: before | prior to | ahead of
LATEST 0: latest | at the latest | no later than | not later than | at the very latest | up to | at most | max
  | maximum | at the absolute latest
EARLIEST 0: at the earliest | earliest | not before | no earlier than
ABOUT 0: just | only | likely | probably | hopefully | sometime | some time | at some point | anytime | any time
  | exactly | sharp | prompt | either
NOCH 0: still
BETWEEN 0: between
COURSE 0: course | course of | over the course of | in the course of
ART 0: the | of
WHOLE 0: all of | all through | the whole of | throughout | the entire
ALSO 0: i.e | that is
"""

ENGLISH = read("en", _SOURCE)
