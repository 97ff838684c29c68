"""HeyGen's v3 wire shapes, for reading requests and printing resources."""
