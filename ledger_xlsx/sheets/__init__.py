"""Sheets: declared as typed rows, read from tables of cells."""
