"""A payment provider's statement as a file, read by the same rules at central and at a till."""
