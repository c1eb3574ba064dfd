"""The Django app of the job queue."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "onehand.foundation.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the schedule of this app."""
        from onehand.foundation.jobs import purge  # noqa: F401
