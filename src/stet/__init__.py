"""Stet: every checkable fact of a text, bound to the passage that carries it."""

__version__ = "0.1.0"
