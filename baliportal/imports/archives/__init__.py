"""Archives: a ZIP of many files, with a list that says to which record each belongs."""
