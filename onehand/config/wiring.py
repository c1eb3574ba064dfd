"""What must travel upward without an import is connected here, and only here."""

from __future__ import annotations


def connect() -> None:
    """Called once when all apps are loaded."""
    # Whatever repeats is registered when its module is loaded: a node without web pages loads them nowhere else.
    from onehand.cases import closing, quarantine, standin, waiting  # noqa: F401
    from onehand.channels import registry

    registry.connect()  # also loads the adapters with their jobs
