"""Mobile Money Guyana: hosted checkout (a code to scan), push to a phone, looking claims up."""
