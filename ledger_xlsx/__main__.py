"""`python -m ledger_xlsx` is `ledger-xlsx`."""

import sys

from ledger_xlsx.cli import main

if __name__ == "__main__":
    sys.exit(main())
