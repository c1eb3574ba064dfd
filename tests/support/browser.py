"""Names for what tests of pages get from the fixtures."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from onehand.people.models import Customer
from onehand.team.models import Agent

SignedIn = Callable[[Agent | Customer], Client]
