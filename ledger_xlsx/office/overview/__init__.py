"""The overview of a batch (总览): one set of tables, written as a workbook and as a page."""
