"""Levels in double precision by compiled code, where the installation has it: ``levels.c``, found and called."""
