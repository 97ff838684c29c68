"""Make for talking videos: scripts, storyboards and manifests become finished videos."""

__version__ = "0.1.0"
