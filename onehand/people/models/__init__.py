"""The rows of the floor of people, one module a subject."""

from onehand.people.models.consent import Consent
from onehand.people.models.customer import SHARED_KINDS, Customer, Identity
from onehand.people.models.merge import Apart, JoinRequest, Merge

__all__ = ["SHARED_KINDS", "Apart", "Consent", "Customer", "Identity", "JoinRequest", "Merge"]
