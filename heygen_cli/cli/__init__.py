"""The Typer front end: a module per command group, one console that prints."""
