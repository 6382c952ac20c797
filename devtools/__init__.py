"""What `dev.py` needs before anything is installed: standard library only."""
