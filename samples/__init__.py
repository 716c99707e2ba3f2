"""Filled-in sample workbooks, made from content in JSON (`make generated`)."""
