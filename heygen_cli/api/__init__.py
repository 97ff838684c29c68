"""The server: HeyGen's API on one's own machine."""
