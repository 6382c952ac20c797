"""What ``windward`` can do from a command line: one file a command, each described in docs."""
