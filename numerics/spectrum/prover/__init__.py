"""Intervals that are proved to contain a level, from zeros of power series counted in balls."""
