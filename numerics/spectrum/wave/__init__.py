"""States, their matrix elements, and the derivatives of levels by alpha and beta."""
