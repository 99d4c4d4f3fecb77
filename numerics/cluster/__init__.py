"""Grids of points too large for one call, in this process or shared among the workers of a dask scheduler.

``plan`` reads what is to be computed, ``points`` computes one chunk of it, ``store`` keeps chunks as a Zarr folder,
``sweep`` computes the chunks that are missing there.
"""
