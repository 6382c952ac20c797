"""The demo: a whole day in a window or as a script, and an audit that trusts nobody."""
