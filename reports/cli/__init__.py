"""The command ``softpot``."""

from reports.cli.app import main

__all__ = ["main"]
