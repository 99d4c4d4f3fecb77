"""Levels, states and gradients in double precision, many points at once."""
