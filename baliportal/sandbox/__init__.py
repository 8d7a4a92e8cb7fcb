"""Functions run in child processes under limits of memory, time and output."""
