"""Sign-in with password and second factor, the pages of one's own account, and session timeouts."""
