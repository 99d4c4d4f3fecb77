"""The machinery of numbers: compiled formulas, evidence, verdicts, the ledger; it knows no physics."""
