"""The page that sets two to five members beside each other, for a theme or for a treaty article by article."""
