"""The till and central over a line: slow ones are emulated, in a process of their own."""
