"""The one line by which `channels.registry` knows mail."""

from __future__ import annotations

from onehand.channels.contract import Adapter
from onehand.channels.email.checks import check
from onehand.channels.email.deliver import enqueue
from onehand.channels.email.start import health, start

EMAIL = Adapter(name="email", start=start, enqueue=enqueue, health=health, check=check)
