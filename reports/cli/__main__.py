"""``python -m reports.cli`` is ``softpot``."""

from reports.cli.app import main

main()
