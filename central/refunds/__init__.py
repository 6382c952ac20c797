"""What was given back for which receipt, whoever sold it (ledger rule 7)."""
