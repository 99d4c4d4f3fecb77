"""Reports for people: terminal, LaTeX, HTML, PDF, figures, and the command line.

Importing this package costs nothing; ``reports.machinery`` renders any theory,
``reports.theory`` holds the soft-potential figures, ``reports.cli`` is the command ``softpot``.
"""
