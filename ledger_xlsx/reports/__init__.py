"""Findings to those who read them: the terminal, other programs."""
