"""Measurements: questions (the right sentence first?) and latency (cold, warm, as ratios). Imported by nothing."""
