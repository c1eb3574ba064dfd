"""Customers and the identities under which they appear; later their card, consent and forgetting."""
