"""Forms to Word. Knows no row, no ledger, no spreadsheet."""
