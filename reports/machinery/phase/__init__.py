"""Figures of complex functions by modulus and phase: along a real parameter, and over a region of the plane."""

from softpot.reports.machinery.phase.line import complex_line, plotted_line
from softpot.reports.machinery.phase.plane import complex_plane, plotted_plane

__all__ = ["complex_line", "complex_plane", "plotted_line", "plotted_plane"]
