"""How fast the till is, over its real storage and use cases: docs/benchmarks.md explains."""
