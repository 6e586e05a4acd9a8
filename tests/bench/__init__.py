"""How fast Hadir is, as ratios to what this machine can do at all."""
