"""Levels to many digits from band matrices in oscillator bases."""
