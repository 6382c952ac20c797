"""Time between central and its tills: told under a signature, and claims that cannot be."""
