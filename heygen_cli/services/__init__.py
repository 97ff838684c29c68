"""Use cases, one class per noun. Services know the domain and ports, never a framework."""
