"""The guide docs/deploy.md, followed on this machine: real nginx and PostgreSQL on loopback, in temporary directories."""
