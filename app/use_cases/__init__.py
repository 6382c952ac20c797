"""What people do at a till, one file each. No Qt, no HTTP: they work against the till's own database."""
