"""The pages on which people sign in."""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import LoginView, PasswordResetConfirmView
from django.contrib.messages import success
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme

from ..audit import record
from ..models import AccountAct, SignIn
from . import pending_login, second_factor
from .authentication import password_failed, sign_in, write_down
from .forms import AppCodeForm, CodeForm, SignInForm
from .lockout import WAIT, address_is_guessing
from .second_factor import Throttled


class SignInPage(LoginView):
    """Name and password. Nobody is signed in by them alone who has a second factor or needs one."""

    authentication_form = SignInForm
    template_name = "admin/login.html"
    site = None

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return self.site.each_context(self.request) | {"title": "Sign in", "has_permission": False} | context

    def get_default_redirect_url(self):
        return reverse("admin:index")

    def post(self, request, *args, **kwargs):
        if address_is_guessing(request):
            form = self.get_form_class()(request)
            context = self.get_context_data(form=form, refusal=WAIT)
            return self.render_to_response(context, status=429)
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form):
        password_failed(self.request, self.request.POST.get("username", ""))
        refusal = WAIT if getattr(self.request, "axes_locked_out", False) else ""
        return self.render_to_response(self.get_context_data(form=form, refusal=refusal))

    def form_valid(self, form):
        user = form.get_user()
        if second_factor.has_one(user):
            pending_login.begin(self.request, user, self.get_success_url())
            return redirect("admin:login_code")
        if self.site.second_factor_required():
            pending_login.begin(self.request, user, self.get_success_url())
            return redirect("admin:login_set_up")
        sign_in(self.request, user, how=SignIn.How.PASSWORD)
        return HttpResponseRedirect(self.get_success_url())


def code(request, site):
    """The second factor of who gave the right password; too slow or nobody: back to the start."""
    user = pending_login.who(request)
    if user is None or not second_factor.has_one(user):
        return redirect("admin:login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (device := _checked(request, user, form)):
        target = pending_login.next_url(request)
        sign_in(request, user, device=device, how=form.how)
        return HttpResponseRedirect(target)
    return _page(request, site, "admin/access/code.html", title="Second factor", form=form, name=user.get_username())


def _checked(request, user, form):
    """The device that the form's code proves, or None with the reason on the form."""
    try:
        device, form.how = second_factor.verify(user, form.cleaned_data["code"])
    except Throttled as problem:
        return form.add_error("code", str(problem))
    if device is None:
        write_down(request, user, how=form.how, success=False)
        form.add_error("code", "That code is not right, or it was used before. Wait for the next one and type that.")
    return device


def set_up_first(request, site):
    """The first second factor of who gave the right password, before anything else opens."""
    user = pending_login.who(request)
    if user is None or second_factor.has_one(user):
        return redirect("admin:login")
    form = AppCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        device = second_factor.set_up(request, user, form.cleaned_data["code"])
        if device:
            target = pending_login.next_url(request)
            codes = second_factor.new_codes(request, user)
            sign_in(request, user, device=device, how=SignIn.How.CODE)
            return show_codes(request, site, codes, target)
        form.add_error("code", WRONG_APP_CODE)
    return _page(request, site, "admin/access/set_up.html", title="Set up your second factor", form=form,
                 **set_up_context(request, user))  # fmt: skip


WRONG_APP_CODE = "That is not what the app should show. Scan again, look that the clock of the telephone is right."


def set_up_context(request, user):
    key = second_factor.key_being_set_up(request)
    return {"drawing": second_factor.drawing(user, key), "letters": second_factor.key_in_letters(key)}


def show_codes(request, site, codes, target):
    """New recovery codes, in the answer itself: kept nowhere for a later page, they cannot be read anywhere else."""
    context = {"title": "Your recovery codes", "codes": codes, "next": target}
    return TemplateResponse(request, "admin/access/codes.html", site.each_context(request) | context)


def _page(request, site, template, **context):
    return TemplateResponse(request, template, site.each_context(request) | {"has_permission": False} | context)


class LinkPage(PasswordResetConfirmView):
    """Where a one-time link leads: choose a password, then sign in with it."""

    template_name = "admin/access/choose_password.html"
    success_url = reverse_lazy("admin:login")
    post_reset_login = False
    site = None

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return self.site.each_context(self.request) | {"has_permission": False} | context

    def form_valid(self, form):
        record(self.request, self.user, AccountAct.What.PASSWORD, "Chosen by a one-time link")
        success(self.request, "Your password is set. Sign in with it.")
        return super().form_valid(form)


def safe_next(request):
    """The address to go on to, if it is one of ours; otherwise the account's own page."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("admin:account")
