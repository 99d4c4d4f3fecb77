"""The density of states n(E) along level curves of a gap."""
