"""The quartic itself: its reduced form, its exact coefficients, where it is classically allowed."""
