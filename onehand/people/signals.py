"""What happened to people and upper floors must follow. Past tense, few; sent inside the verb's transaction."""

from __future__ import annotations

from django.dispatch import Signal

customer_merged = Signal()  # customer, into
customer_split = Signal()  # customer, from_
customer_forgotten = Signal()  # customer, ids (all merged into them too)
