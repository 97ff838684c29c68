"""What the program is about, in plain Python: videos, scenes, speech, avatars, voices, errors."""
