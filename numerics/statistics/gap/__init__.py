"""The gaps of one potential: two-level form, tunnelling, perturbation series."""
