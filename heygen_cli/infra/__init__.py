"""Everything else that touches the world: store, files, logs."""
