"""A material: its constants, the n(E) and c(T) of the model in SI units, the phonons beside them."""
