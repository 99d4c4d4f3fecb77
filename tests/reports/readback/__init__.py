"""Reading formulas back: three readers turn what was written into a value, to be compared with SymPy's."""
