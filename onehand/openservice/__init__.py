"""Service in public will live here: redacted public cases with consent, community answers, ideas, open data."""
