"""``python -m softpot`` is ``softpot``."""

from softpot.reports.cli import main

if __name__ == "__main__":
    main()
