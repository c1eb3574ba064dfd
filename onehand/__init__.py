"""Onehand: customer service in which every concern has one hand."""

__version__ = "0.1.0"
