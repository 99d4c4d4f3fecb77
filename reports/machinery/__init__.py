"""The machinery of reports: it prints theories and ledgers, and knows no physics."""
