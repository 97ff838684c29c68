"""HeyGen's cloud."""
