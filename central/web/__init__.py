"""The HTTP border: bounded bodies in, problems out (RFC 9457), faults of ours with an id."""
