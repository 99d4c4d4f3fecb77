"""Integrals over the plane of potentials: grids, rows, panels that end where a level is lost."""
