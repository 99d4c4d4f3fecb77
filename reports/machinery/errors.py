"""Errors of the reports: one clear sentence each, for people."""

from __future__ import annotations


class ReportError(RuntimeError):
    """A report, or a part of it, could not be made; the message says why."""
