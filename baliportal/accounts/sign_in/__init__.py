"""Getting in: signing in with a password and a second factor, one's own account, sessions that end."""
