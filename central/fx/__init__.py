"""Exchange rates from outside: asked for in order, judged, and published as a rule of the feed."""
