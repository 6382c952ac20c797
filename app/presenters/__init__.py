"""What the screens show and what their intents do: plain Python, no Qt, tested without a window."""
