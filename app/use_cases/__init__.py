"""What people do at a till, one file each. No Qt, no HTTP, only the database."""
