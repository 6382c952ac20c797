"""The rules of the counter: pure, standard library only; no I/O, no clock, no randomness."""
