"""Lists of opportunities and of campaigns: what is open, what is past, and what does not say."""
