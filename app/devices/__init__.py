"""The ports of the use cases made real: printers, clock, ids, randomness and the keeper of keys."""
