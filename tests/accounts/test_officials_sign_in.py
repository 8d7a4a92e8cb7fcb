"""Accounts that are not staff sign in at /accounts/, under the rules of everybody else, and open no back office."""

import re
from urllib.parse import urlencode

import pytest
from django.contrib.auth.views import redirect_to_login
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from baliportal.accounts.models import SignIn
from baliportal.accounts.sign_in.account_site import accounts
from baliportal.accounts.sign_in.one_time_link import password_link_path
from workshops.models import Workshop

from .sign_in_steps import PASSWORD, Telephone, codes_on

pytestmark = pytest.mark.django_db
LOGIN, CODE, SET_UP = "/accounts/login/", "/accounts/login/code/", "/accounts/login/set-up/"
AREA = "/officials/"


@pytest.fixture
def strict(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def give_password(client, name="tomasi", password=PASSWORD, target=""):
    return client.post(LOGIN, {"username": name, "password": password, "next": target})


def is_inside(client):
    return client.get(AREA).status_code == 200


def test_an_official_signs_in_and_comes_to_the_area_of_officials_or_back_to_the_page(client, tomasi):
    response = give_password(client)
    assert (response.status_code, response["Location"]) == (302, AREA)
    assert is_inside(client)
    client.post("/accounts/logout/")
    assert not is_inside(client)
    assert give_password(client, target="/members/fj/")["Location"] == "/members/fj/"
    assert give_password(client, target="https://elsewhere.example/")["Location"] == AREA


def test_the_sign_in_of_an_official_opens_no_page_of_the_back_office(client, tomasi):
    give_password(client)
    for name in ("index", "account", "account_set_up", "legislation_law_changelist", "accounts_user_changelist"):
        response = client.get(reverse(f"admin:{name}"))
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/admin/login/")
    assert client.get("/admin/reports/").status_code == 302
    assert accounts._registry == {}


def test_the_door_of_the_back_office_stays_closed_to_officials(client, tomasi):
    response = client.post("/admin/login/", {"username": "tomasi", "password": PASSWORD})
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_who_comes_to_the_door_of_the_back_office_is_shown_the_door_of_officials(client, tomasi):
    other_door = f'Officials of members <a href="{LOGIN}">sign in here</a>'
    page = client.get("/admin/reports/", follow=True).content.decode()
    assert other_door in page
    assert "Go to the pages for officials" not in page
    give_password(client)
    page = client.get("/admin/reports/", follow=True).content.decode()
    assert '<a href="/officials/">Go to the pages for officials</a>' in page


def test_an_official_who_follows_a_link_to_what_is_for_officials_signs_in_and_stands_before_it(client, tomasi):
    meeting = Workshop.objects.create(title="Closed", status="published", visibility="officials", type="workshop")
    address = meeting.get_absolute_url()
    for closed in (address, "/workshops/no-such-meeting/"):
        page = client.get(closed)
        assert page.status_code == 404
        way = f'<a href="{LOGIN}?{urlencode({"next": closed})}" rel="nofollow">Sign in as an official</a>'
        assert way in page.content.decode()
    assert give_password(client, target=address)["Location"] == address
    assert client.get(address).status_code == 200
    assert "Sign in as an official" not in client.get("/workshops/no-such-meeting/").content.decode()


def test_any_page_that_asks_for_a_sign_in_asks_at_the_door_that_every_account_may_use(client):
    assert redirect_to_login("/officials/papers/?page=2").url.startswith(f"{LOGIN}?next=")
    asked = client.get("/officials/papers/?page=2")
    assert asked["Location"] == f"{LOGIN}?next=%2Fofficials%2Fpapers%2F%3Fpage%3D2"


def test_staff_may_sign_in_there_too_and_find_the_way_to_the_back_office(client, putri):
    assert give_password(client, "putri")["Location"] == AREA
    assert '<a href="/admin/">Back office</a>' in client.get("/about/").content.decode()


def test_wrong_passwords_and_closed_accounts_are_refused_and_recorded(client, tomasi):
    assert "do not go together" in give_password(client, password="wrong").content.decode()
    assert list(SignIn.objects.values_list("user__username", "success")) == [("tomasi", False)]
    tomasi.is_active = False
    tomasi.save()
    assert give_password(client).status_code == 200
    assert not is_inside(client)


def test_a_name_is_locked_after_five_wrong_passwords(client, tomasi):
    statuses = [give_password(client, password="wrong").status_code for _ in range(6)]
    assert (statuses[0], statuses[-1]) == (200, 429)
    assert give_password(client).status_code == 429


def test_where_a_second_factor_is_required_it_is_set_up_before_anything_is_shown(client, tomasi, strict):
    assert give_password(client)["Location"] == SET_UP
    assert not is_inside(client)
    telephone = Telephone().scan(client.get(SET_UP))
    page = client.post(SET_UP, {"code": telephone.code()})
    assert len(codes_on(page)) == 10
    assert f'href="{AREA}"' in page.content.decode()
    assert is_inside(client)
    other = Client()
    assert give_password(other)["Location"] == CODE
    assert not is_inside(other)
    assert other.post(CODE, {"code": telephone.code(drift=1)})["Location"] == AREA
    assert is_inside(other)


def test_a_session_without_the_required_second_factor_sees_what_visitors_see(client, tomasi, strict):
    client.force_login(tomasi)
    assert client.get(AREA)["Location"] == f"{LOGIN}?next=%2Fofficials%2F"
    assert client.get(LOGIN).status_code == 200
    assert client.get("/accounts/")["Location"].startswith(LOGIN)
    assert 'href="/officials/">For officials' not in client.get("/about/").content.decode()


def test_a_password_given_as_an_official_is_no_step_into_the_back_office(client, tomasi, strict):
    give_password(client)
    for page in ("/admin/login/set-up/", "/admin/login/code/"):
        assert client.get(page)["Location"] == "/admin/login/"


@pytest.mark.parametrize("page", ["", "sign-ins/", "second-factor/", "password/", "password-again/", "sessions/"])
def test_the_pages_of_their_account_are_open_to_officials_and_name_no_page_of_the_back_office(client, tomasi, page):
    assert client.get(f"/accounts/{page}")["Location"].startswith(LOGIN)
    give_password(client)
    response = client.get(f"/accounts/{page}")
    assert response.status_code == 200
    assert not re.search(r'(href|action)="/admin/', response.content.decode())
    assert "no-store" in response["Cache-Control"]


def test_an_official_changes_their_password_and_sets_up_and_turns_off_a_second_factor(client, tomasi):
    give_password(client)
    new = "regional-support-2026"
    fields = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/accounts/password/", fields)["Location"] == "/accounts/password/changed/"
    assert client.get("/accounts/password/changed/").status_code == 200
    telephone = Telephone().scan(client.get("/accounts/second-factor/"))
    assert len(codes_on(client.post("/accounts/second-factor/", {"code": telephone.code()}))) == 10
    asked = client.post("/accounts/second-factor/off/")
    assert asked["Location"] == "/accounts/password-again/?next=%2Faccounts%2Fsecond-factor%2Foff%2F"
    TOTPDevice.objects.update(last_t=-1)
    given = {"password": new, "code": telephone.code()}
    assert client.post(asked["Location"], given)["Location"] == "/accounts/second-factor/off/"
    assert client.post("/accounts/second-factor/off/")["Location"] == "/accounts/"


def test_a_one_time_link_leads_each_account_to_its_own_sign_in(client, tomasi, putri):
    assert password_link_path(putri).startswith("/admin/login/link/")
    link = password_link_path(tomasi)
    assert link.startswith("/accounts/login/link/")
    form = client.get(link)["Location"]
    new = "regional-support-2026"
    assert client.post(form, {"new_password1": new, "new_password2": new})["Location"] == LOGIN
    assert give_password(client, password=new)["Location"] == AREA


def test_the_page_of_the_sign_in_is_that_of_the_portal_and_is_in_no_cache(client):
    response = client.get(f"{LOGIN}?next=/members/")
    content = response.content.decode()
    assert "Bali Process knowledge portal" in content
    assert 'name="next" value="/members/"' in content
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in content
    assert '<a href="/accounts/login/" rel="nofollow">Sign in</a>' in content
