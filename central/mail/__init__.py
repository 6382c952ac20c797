"""Receipts by e-mail: what is to be sent, the letter, and the mail server."""
