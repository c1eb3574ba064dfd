"""What has happened here and upper floors may want to know. Past tense, few, wired in `config/wiring.py`."""

from __future__ import annotations

from django.dispatch import Signal

# Sent inside the transaction that wrote the row; arguments: outgoing.
outgoing_written = Signal()
# A person has confirmed what a customer told; inside the verb's transaction. Arguments: fact.
fact_confirmed = Signal()
# The customer said whether it is solved; inside the verb's transaction, under the case's lock. Arguments: case, solved.
solved_answered = Signal()
