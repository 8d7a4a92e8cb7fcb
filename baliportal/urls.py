"""Every address of the portal, one by one."""

import re

from django.contrib import admin
from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap
from django.http import Http404
from django.templatetags.static import static
from django.urls import path, re_path
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from baliportal.accounts.sign_in.account_site import accounts
from baliportal.api.feeds.views import feed
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.views import permanent, record
from baliportal.editorial.feedback.views import sent, tell_us
from baliportal.exports.delivery.links import list_links, record_links
from baliportal.exports.formats.registry import TABLE_FORMATS, formats_of
from baliportal.files import views as file_views
from baliportal.files.listed import files_of
from baliportal.linkcheck.queue import broken_links_of
from baliportal.search.results.similar_entries import similar_entries
from baliportal.search.suggest.views import suggest, suggest_words
from baliportal.search.views import how_to_search, listing
from legislation.comparison.views import compare
from members.group_views import group, groups
from members.help_lines.views import help_page, help_page_in
from workshops.calendar import views as calendar_views
from workshops.series_views import download_series, series, series_list, series_manifest

from . import officials, views
from .download_page import list_download, report_download, staff_report_download
from .downloads import download, download_manifest, download_record, record_manifest
from .integrity.views import integrity
from .opensearch import opensearch
from .privacy import privacy
from .reports import staff_views
from .reports import views as reports
from .robots import robots
from .sitemaps import SITEMAPS

#: Context of record pages that comes from layers above the core: it may not import them.
BESIDE_A_RECORD = {
    "similar": similar_entries,
    "broken_links": broken_links_of,
    "downloads": record_links,
    "files": files_of,
}
BELOW_A_LIST = {"downloads": list_links}


def suffix(formats):
    """The end of a file's address, for one of these formats."""
    return rf"\.(?P<suffix>{_either(formats)})$"


def manifest(formats):
    """The end of a manifest's address: beside that of the file or, for the CSV, that of the list."""
    return rf"(?:\.(?P<suffix>{_either(formats)}))?\.manifest\.json$"


def _either(formats):
    return "|".join(map(re.escape, formats))


def list_urls(name, kind=None):
    """A list's page, and the same list in other formats."""
    view = import_string(kind.list_view) if kind and kind.list_view else listing
    arguments = BELOW_A_LIST | {"kind": kind.name if kind else ""} if view is listing else {}
    return [path(f"{name}/", view, arguments, name=f"{name}_list"), *list_files(name, kind)]


def type_list_urls(of_type, kind):
    """The page of the list of one type, and the same list in other formats."""
    page = path(f"{of_type.path}/", import_string(of_type.view), {"name": of_type.path}, name=f"{of_type.path}_list")
    return [page, *list_files(of_type.path, kind)]


def list_files(name, kind):
    """A list in other formats."""
    formats, fixed = formats_of(kind), {"name": name, "kind": kind.name if kind else ""}
    return [
        path(f"{name}.atom", feed, fixed, name=f"{name}_feed"),
        re_path(rf"^{name}{suffix(formats)}", download, fixed, name=f"{name}_download"),
        re_path(rf"^{name}{manifest(formats)}", download_manifest, fixed),
    ]


def not_found(request, rest):
    """An address that is closed to everybody."""
    raise Http404


def record_urls(kind):
    """A record's page, and the record in other formats."""
    return [
        path(f"{kind.path}/<slug:slug>/", record, {"kind": kind.name, **BESIDE_A_RECORD}, name=kind.name),
        re_path(rf"^{kind.path}/(?P<slug>[-\w]+){suffix(formats_of(kind))}", download_record, {"kind": kind.name}),
        re_path(rf"^{kind.path}/(?P<slug>[-\w]+){manifest(formats_of(kind))}", record_manifest, {"kind": kind.name}),
    ]


def staff_reports():
    """The reports behind the door of the back office."""
    inside = admin.site.admin_view
    return [
        path("admin/reports/", inside(staff_views.report_list), name="staff_report_list"),
        # Not /admin/reports/savedreport/: this is the admin's own list of saved reports.
        re_path(
            r"^admin/reports/(?!savedreport/)(?P<name>[-a-zA-Z0-9_]+)/$",
            inside(staff_views.report),
            name="staff_report",
        ),
        path("admin/reports/<slug:name>/choices/", inside(staff_report_download), name="staff_report_choices"),
        re_path(
            rf"^admin/reports/(?P<name>[-\w]+){suffix(TABLE_FORMATS)}",
            inside(staff_views.download_report),
            name="staff_report_file",
        ),
        re_path(rf"^admin/reports/(?P<name>[-\w]+){manifest(TABLE_FORMATS)}", inside(staff_views.report_manifest)),
    ]


handler500 = "baliportal.error_pages.server_error"
urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("help/", help_page, name="help"),
    path("help/<slug:language>/", help_page_in, name="help_in"),
    path("contact/", views.contact, name="contact"),
    path("privacy/", privacy, name="privacy"),
    path("accounts/", accounts.urls),
    path("officials/", officials.area, name="officials"),
    path("officials/contacts/", officials.contacts, name="officials_contacts"),
    path("officials/records/", officials.records, name="officials_records"),
    path("officials/papers/", officials.papers, name="officials_papers"),
    path("tell-us/", tell_us, name="tell_us"),
    path("tell-us/sent/", sent, name="tell_us_sent"),
    path("topics/", views.topics, name="topic_list"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("groups/", groups, name="group_list"),
    path("groups/<slug:slug>/", group, name="group"),
    path("calendar/", calendar_views.calendar, name="calendar"),
    path("calendar/<int:year>/", calendar_views.year, name="calendar_year"),
    path("calendar/<int:year>/<int:month>/", calendar_views.month, name="calendar_month"),
    path("calendar.ics", calendar_views.download_calendar, name="calendar_file"),
    path("calendar.ics.manifest.json", calendar_views.calendar_manifest),
    path("series/", series_list, name="series_list"),
    path("series/<slug:slug>/", series, name="series"),
    re_path(rf"^series/(?P<slug>[-\w]+){suffix(TABLE_FORMATS)}", download_series, name="series_download"),
    re_path(rf"^series/(?P<slug>[-\w]+){manifest(TABLE_FORMATS)}", series_manifest),
    path("e/<slug:public_id>/", permanent, name="permanent"),
    path("files/<slug:sha256>/", file_views.download, name="file"),
    path("files/<slug:sha256>/text/", file_views.text, name="file_text"),
    path("files/<slug:sha256>/text.txt", file_views.plain_text, name="file_plain_text"),
    path("files/<slug:sha256>/pages/<int:number>.png", file_views.page_picture, name="file_page_picture"),
    path("resources/<slug:slug>/files/<slug:sha256>/", RedirectView.as_view(url="/files/%(sha256)s/", permanent=True)),
    path("compare/", compare, name="compare"),
    path("reports/", reports.report_list, name="report_list"),
    path("reports/<slug:name>/", reports.report, name="report"),
    re_path(rf"^reports/(?P<name>[-\w]+){suffix(TABLE_FORMATS)}", reports.download_report, name="report_download"),
    re_path(rf"^reports/(?P<name>[-\w]+){manifest(TABLE_FORMATS)}", reports.report_manifest),
    re_path(r"^reports/(?P<name>[-\w]+)\.svg$", reports.report_picture, name="report_picture"),
    path("maps/", RedirectView.as_view(url="/reports/map/", query_string=True)),
    path("download/reports/<slug:name>/", report_download, name="report_download_page"),
    path("download/<slug:name>/", list_download, name="list_download_page"),
    path("search/help/", how_to_search, name="search_help"),
    path("search/suggest.json", suggest, name="suggest"),
    path("search/suggest-words.json", suggest_words, name="suggest_words"),
    path("opensearch.xml", opensearch, name="opensearch"),
    *list_urls("search"),
    *(url for kind in all_kinds() for url in [*list_urls(kind.path, kind), *record_urls(kind)]),
    *(url for kind in all_kinds() for of_type in kind.type_lists for url in type_list_urls(of_type, kind)),
    path("sitemap.xml", require_safe(sitemap_index), {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}),
    path("sitemap-<section>.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", robots),
    path("favicon.ico", RedirectView.as_view(url=static("icons/mark.svg"))),
    path("admin/r/<path:rest>", not_found),  # Django's way from any row to its page would tell of drafts
    *staff_reports(),
    path("admin/integrity/", admin.site.admin_view(integrity), name="integrity"),
    path("admin/", admin.site.urls),
]
