"""Measurements (python -m bench COMMAND): sets, answers, measures, evaluate; questions, latency; forgeries, quotes."""
