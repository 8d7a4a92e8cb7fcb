from django.contrib import admin

from baliportal.catalogue.admin import PartInline
from baliportal.editorial.admin import CuratedAdmin

from .help_lines import admin as help_lines  # noqa: F401  Importing registers the admin.
from .models import ContactPoint, GroupMembership, InformationSystem, MemberState, Organisation, Participation


class GroupMembershipInline(PartInline):
    model = GroupMembership


class ContactPointInline(PartInline):
    model = ContactPoint


class ParticipationInline(PartInline):
    model = Participation
    autocomplete_fields = ("country",)


@admin.register(MemberState)
class MemberStateAdmin(CuratedAdmin):
    own_fields = ("country", "official_name", "subregion", "lead_agency")
    autocomplete_fields = (*CuratedAdmin.autocomplete_fields, "country")
    list_filter = ("subregion", *CuratedAdmin.list_filter)
    search_fields = (*CuratedAdmin.search_fields, "official_name", "country__code")
    inlines = (GroupMembershipInline, ContactPointInline)


@admin.register(Organisation)
class OrganisationAdmin(CuratedAdmin):
    own_fields = ("acronym", "role")
    list_display = ("title", "acronym", "role", *CuratedAdmin.list_display[1:])
    list_filter = ("role", *CuratedAdmin.list_filter)
    search_fields = (*CuratedAdmin.search_fields, "acronym")


@admin.register(InformationSystem)
class InformationSystemAdmin(CuratedAdmin):
    own_fields = ("acronym", "operator", "operational_status")
    autocomplete_fields = (*CuratedAdmin.autocomplete_fields, "operator")
    list_filter = ("operational_status", *CuratedAdmin.list_filter)
    search_fields = (*CuratedAdmin.search_fields, "acronym")
    inlines = (ParticipationInline,)
