"""Who must not see a record learns nothing: every address of the URL configuration, in every role."""
