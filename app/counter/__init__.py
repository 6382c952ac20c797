"""The counter: the face a cashier or shipping agent works at, keyboard and scanner first."""
