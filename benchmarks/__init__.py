"""How long a ledger takes, step by step, and how that grows: `make bench`.

Figures of one machine compare with nothing but themselves; what counts are the ratios to plain docxtpl, measured in
the same run, and the growth exponent.
"""
