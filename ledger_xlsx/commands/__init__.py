"""The commands, one module each: options, calls, exit codes. Imports stand inside the command that needs them."""
