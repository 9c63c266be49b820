"""Everything that must be right without a window; no Qt."""

VERSION = "0.1.0"
"""The version of the program, the same as in pyproject.toml (a test compares them)."""
