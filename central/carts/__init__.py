"""Carts that a store's tills share: what each till said of them, and what all of it means."""
