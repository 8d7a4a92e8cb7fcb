"""The back office as a whole: its name."""

from django.contrib import admin

from .views import NAME

admin.site.site_header = NAME
admin.site.site_title = NAME
admin.site.index_title = "Secretariat"
