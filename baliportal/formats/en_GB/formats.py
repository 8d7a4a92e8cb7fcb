"""A clock of 24 hours, as in the spreadsheets and reports; the day before the month."""

TIME_FORMAT = "H:i"
DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j M Y, H:i"
