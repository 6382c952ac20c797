"""The catalog: files of goods and services become items, and the tills are told what changed."""
