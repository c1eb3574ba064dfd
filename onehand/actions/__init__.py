"""Typed actions on back-end systems will live here: catalogue, dry runs, runs with read-back, approvals, courses."""
