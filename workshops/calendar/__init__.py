"""The calendar: meetings as calendar entries, its pages, and its iCalendar file."""
