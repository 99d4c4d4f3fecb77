"""What asv times at each commit: processor time, one thread of BLAS."""
