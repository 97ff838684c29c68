"""The SQLite store: one file, one connection recipe, a module per noun."""
