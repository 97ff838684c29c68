"""A faithful stand-in for HeyGen's v3 API, and a link that breaks."""
