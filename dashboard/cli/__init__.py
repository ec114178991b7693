"""The command line: the same loaders, warehouse and metrics as the screen, for people and for automation."""
