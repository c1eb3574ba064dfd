"""The Django app of live updates and presence."""

from __future__ import annotations

from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "onehand.foundation.live"
    label = "live"
    default_auto_field = "django.db.models.BigAutoField"
