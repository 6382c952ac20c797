"""Load on central: tills made beforehand, a generator in a process of its own, and what it saw."""
