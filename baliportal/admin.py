"""Titles of the admin site."""

from django.contrib import admin

from .views import NAME

admin.site.site_header = NAME
admin.site.site_title = NAME
admin.site.index_title = "Secretariat"
