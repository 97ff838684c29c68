"""The local renderer: from a storyboard to a film, on this machine and offline."""
