"""Numbers against every line: both sides are evaluated over the domain, and a difference refutes.

The evaluator is one of its own: it walks the expression and uses mpmath's functions, differences, quadrature and
sequences, and nothing of SymPy's simplification, derivatives, integrals or limits.
"""
