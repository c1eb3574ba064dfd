"""Makes the back-ends that the settings name, and connects them; nothing is asked of them yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import EntryPoint, entry_points

from onehand.actions import backends
from onehand.actions.contract import Backend
from onehand.config import lines, shop
from onehand.config.known import BACKEND_GROUP, SettingError, Settings


def connect_backends(chosen: Settings) -> None:
    """Raises SettingError for one that cannot be loaded."""
    backends.connect([_made(name, chosen) for name in chosen.backends])


def _made(name: str, chosen: Settings) -> Backend:
    if name in OURS:
        return OURS[name](chosen)
    found = tuple(entry_points(group=BACKEND_GROUP, name=name))
    point = found[0] if found else EntryPoint(name, name, BACKEND_GROUP)
    try:
        made = point.load()()
    except Exception as error:
        raise SettingError(f"ONEHAND_BACKENDS={name!r}: cannot be loaded ({type(error).__name__}: {error}).") from error
    if not isinstance(made, Backend):
        raise SettingError(f"ONEHAND_BACKENDS={name!r}: is no onehand.actions.contract.Backend.")
    return made


OURS: Mapping[str, Callable[[Settings], Backend]] = {"shop": shop.backend, "lines": lines.backend}
