"""Store credits and vouchers: money in the allotment books (ledger rule 7)."""
