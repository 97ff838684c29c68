"""Other documents as storyboards."""
