"""What a glass is here: its distribution of potentials, its material constants, samples of it."""
