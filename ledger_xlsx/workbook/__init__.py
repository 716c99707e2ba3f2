"""Everything .xlsx: the distributed workbook, and what teachers send back."""
