"""Who can sign in, and the secrets that let them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from onehand.foundation import clock


class AccountManager(BaseUserManager["Account"]):
    def for_email(self, email: str, *, name: str = "", language: str = "") -> Account:
        """The account of this address, made if there is none yet."""
        account, _ = self.get_or_create(
            email=email.strip().lower(), defaults={"name": name, "language": language, "password": "!"}
        )
        return account


class Account(AbstractBaseUser):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)
    # Whoever changes this ends every session of the account (see session_auth_hash below).
    generation = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "email"
    objects: ClassVar[AccountManager] = AccountManager()

    def __str__(self) -> str:
        return f"account {self.pk}"

    def get_session_auth_hash(self) -> str:
        from onehand.foundation import tokens

        return tokens.keyed_hash(f"session:{self.pk}:{self.generation}:{self.password}".encode())

    def sign_out_everywhere(self) -> None:
        """End all sessions of this account, at once."""
        Account.objects.filter(pk=self.pk).update(generation=models.F("generation") + 1)


class ApiToken(models.Model):
    """A bearer token; only its keyed hash is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    hashed = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    revoked_at = models.DateTimeField(null=True)


class SignInLink(models.Model):
    """A single-use link from a mail; only its keyed hash is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="sign_in_links")
    hashed = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=10)  # desk or portal: where it leads
    target = models.CharField(max_length=200, blank=True)  # a path below that face
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)


class SignInAsked(models.Model):
    """How often a link was asked for an address, so that nobody's mailbox is flooded. The address is hashed."""

    address = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(default=clock.now, db_index=True)
