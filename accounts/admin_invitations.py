"""What an administrator does to an account beside its form: invite again, switch a factor off."""

from django.contrib import messages
from django.core.mail import send_mail
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from accounts.mail import has_server, invitation_words
from accounts.models import User
from accounts.origins import origin_of
from accounts.services.factors import end_factor
from accounts.services.invitations import invite


class InvitationPages:
    """Beside a ModelAdmin, in front of it."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        own = [
            path("<int:user_id>/moi/", view(self.invite), name="accounts_user_invite"),
            path("<int:user_id>/tat-hai-buoc/", view(self.end_factor), name="accounts_user_factor"),
        ]
        return own + super().get_urls()

    def response_add(self, request: HttpRequest, obj: User, post_url_continue=None) -> HttpResponse:
        return self._invited(request, obj)

    def invite(self, request: HttpRequest, user_id: int) -> HttpResponse:
        user = _account(user_id)
        if request.method == "POST":
            return self._invited(request, user)
        context = self._context(request, user, "Mời lại")
        return render(request, "accounts/staff_invite.html", context)

    def end_factor(self, request: HttpRequest, user_id: int) -> HttpResponse:
        user = _account(user_id)
        if request.method == "POST":
            end_factor(user=user, by=request.user, origin=origin_of(request))
            messages.success(request, f"Đã tắt xác thực hai bước của {user}.")
            return HttpResponseRedirect(reverse("admin:accounts_user_change", args=[user.pk]))
        context = self._context(request, user, "Tắt xác thực hai bước")
        return render(request, "accounts/staff_factor.html", context)

    def _invited(self, request: HttpRequest, user: User) -> HttpResponse:
        """The link stands in this answer alone: nobody can open it again."""
        secret = invite(user=user, by=request.user, origin=origin_of(request))
        subject, words, link = invitation_words(user, secret)
        context = self._context(request, user, "Đường dẫn mời") | {"link": link}
        if has_server() and user.email and "mail" in request.POST:
            try:
                context["mailed"] = send_mail(subject, words, None, [user.email])
            except OSError:
                context["not_mailed"] = True
        return render(request, "accounts/staff_invited.html", context)

    def _context(self, request: HttpRequest, user: User, title: str) -> dict:
        own = {"account": user, "title": title, "opts": self.opts, "can_mail": has_server()}
        return self.admin_site.each_context(request) | own


def _account(user_id: int) -> User:
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise Http404
    return user
