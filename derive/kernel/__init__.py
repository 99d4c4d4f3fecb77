"""The kernel underneath "proved": every line of a derivation as a theorem of Rocq, and who accepted it."""
