"""Enrolment: a code read out by a person makes a machine one of our tills (ledger rule 16)."""
