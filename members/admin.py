from django.contrib import admin

from baliportal.catalogue.admin import EntryAdmin, PartInline

from .models import ContactPoint, GroupMembership, InformationSystem, MemberState, Organisation, Participation


class GroupMembershipInline(PartInline):
    model = GroupMembership


class ContactPointInline(PartInline):
    model = ContactPoint


class ParticipationInline(PartInline):
    model = Participation
    autocomplete_fields = ("country",)


@admin.register(MemberState)
class MemberStateAdmin(EntryAdmin):
    own_fields = ("country", "official_name", "subregion", "lead_agency")
    autocomplete_fields = (*EntryAdmin.autocomplete_fields, "country")
    list_filter = ("subregion", *EntryAdmin.list_filter)
    search_fields = (*EntryAdmin.search_fields, "official_name", "country__code")
    inlines = (GroupMembershipInline, ContactPointInline)


@admin.register(Organisation)
class OrganisationAdmin(EntryAdmin):
    own_fields = ("acronym", "role")
    list_display = ("title", "acronym", "role", *EntryAdmin.list_display[1:])
    list_filter = ("role", *EntryAdmin.list_filter)
    search_fields = (*EntryAdmin.search_fields, "acronym")


@admin.register(InformationSystem)
class InformationSystemAdmin(EntryAdmin):
    own_fields = ("acronym", "operator", "operational_status")
    autocomplete_fields = (*EntryAdmin.autocomplete_fields, "operator")
    list_filter = ("operational_status", *EntryAdmin.list_filter)
    search_fields = (*EntryAdmin.search_fields, "acronym")
    inlines = (ParticipationInline,)
