"""``python -m softpot.reports.cli`` is ``softpot``."""

from softpot.reports.cli.app import main

main()
