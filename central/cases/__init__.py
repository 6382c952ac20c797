"""Cases: what a person must decide, told to the till concerned, put right or closed (rules 11)."""
