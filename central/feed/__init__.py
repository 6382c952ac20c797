"""The feed: central's truth on its way down, in streams with dense positions (sync rules 4)."""
