"""The machinery of derivations: it knows symbols, steps and proofs, and no physics."""
