"""Special quotes: asked, answered by somebody who may, booked with once (sync rules 15b)."""
