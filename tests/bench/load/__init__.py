"""Mixed traffic at fixed arrival rates on the portal as gunicorn serves it."""
