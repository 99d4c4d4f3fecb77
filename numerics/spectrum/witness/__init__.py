"""Levels by a slow method of its own, for evidence and tests."""
