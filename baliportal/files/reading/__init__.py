"""Text and pictures of uploaded documents. Everything but `reader` runs in a child process, without Django."""
