"""Figures about the process will live here. It reads everything below and has no agent column, anywhere."""
