"""A supervisor's yes from another till: asked, published, answered once (sync rules 16b)."""
