"""Tests of the test parts themselves: each server does what the other tests rely on."""
