"""How many bookings an agent may have open at a time, and closing them."""
