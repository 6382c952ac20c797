"""What each stream of the feed says now: its present rows, and the sums over them."""
