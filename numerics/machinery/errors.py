"""The error of everything that gathers and compares numbers for a statement."""

from __future__ import annotations

__all__ = ["EvidenceError"]


class EvidenceError(RuntimeError):
    """Evidence could not be obtained; the message says why."""
