"""What a person does with central from the command line: one file for each kind of work."""
