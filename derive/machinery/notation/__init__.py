"""How a formula is written: names, signs, brackets; one way for every output."""
