"""The provisioning system `demo/provisioning`: lines, modems, activations, by HTTP."""

from onehand.actions.provisioning.backend import Lines

__all__ = ["Lines"]
