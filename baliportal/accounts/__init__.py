"""Accounts: the user model, roles and permissions, sign-in, second factor, sessions and the history of accounts."""
