"""The same intervals verified a second time, by variational bounds, without the code of the prover."""
