"""What every item cost, and since which position of the feed (ledger rule 12)."""
