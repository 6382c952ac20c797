"""People whose data came with operations: a key for each, destroyed when that person is erased."""
