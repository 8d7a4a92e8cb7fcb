"""Records that may stand for the same thing: found, shown, told apart for ever, or merged."""
