"""The command ``softpot``."""

from softpot.reports.cli.app import main

__all__ = ["main"]
