"""From a lesson-preparation group's workbook to its printed ledger (集体备课工作台账)."""

__version__ = "0.1.0"
