"""The specific heat c(T) and the extrema of c/T^3."""
