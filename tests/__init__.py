"""Tests of the whole: end to end, attacks, faults; each app's own tests lie beside the app."""
