"""Levels and splittings to many digits from power series of the wave function."""
