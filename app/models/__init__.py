"""Qt's lists and tables over frozen rows, and the delegates that draw them."""
