"""The lists of required proofs (danh mục minh chứng): read by everybody, kept by their office."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from communes import access
from communes.forms.evidence import ProofForm
from communes.models import RequiredProof
from communes.services.proofs import add_required_proof, retire_required_proof
from communes.views.list_files import proofs_file
from communes.views.scope import Scope, read_scope
from ntm_portal.lib.http import query_text
from ntm_portal.lib.lists_out import render_list
from ntm_portal.lib.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def proof_list(request: HttpRequest) -> HttpResponse:
    """`sua` in the address: the line whose words the form corrects."""
    scope = read_scope(request)
    own = access.own_lists(request.user)
    own_ids = set(own.values_list("pk", flat=True))
    form, status, corrected = None, 200, None
    if request.method == "POST":
        if not own_ids:
            raise Http404
        form = ProofForm(request.POST, units=own, criteria_set=scope.criteria_set)
        if form.is_valid() and _added(request, form, scope):
            messages.success(request, "Đã lưu danh mục.")
            return redirect(_address(scope))
        status, corrected = 422, form.cleaned_data.get("replaces")
    elif own_ids:
        corrected = _corrected(request)
        form = ProofForm(
            units=own, criteria_set=scope.criteria_set, initial=_initial(corrected, own_ids)
        )
    lines = list(
        RequiredProof.objects.in_lists(
            units=access.units_that_ask(request.user), criteria_set=scope.criteria_set
        )
    )
    context = {
        "scope": scope,
        "form": form,
        "corrected": corrected,
        "own_ids": own_ids,
        "standing": [line for line in lines if line.retired_on is None],
        "retired": [line for line in lines if line.retired_on is not None],
    }
    return render_list(
        request,
        "communes/proof_list.html",
        context,
        lambda: proofs_file(scope, lines),
        status=status,
    )


@require_POST
def proof_retire(request: HttpRequest, proof_id: int) -> HttpResponse:
    proof = access.get_own_proof(request.user, proof_id)
    scope = read_scope(request)
    retire_required_proof(proof=proof, by=request.user, today=scope.today)
    messages.success(request, f"Đã bỏ “{proof.name}” khỏi danh mục.")
    return redirect(_address(scope))


def _address(scope: Scope) -> str:
    return f"{reverse('communes:proof_list')}?{scope.query()}"


def _corrected(request: HttpRequest) -> RequiredProof | None:
    text = query_text(request, "sua", most=18)
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()):
        raise Http404
    return access.get_own_proof(request.user, int(text))


def _initial(corrected: RequiredProof | None, own_ids: set[int]) -> dict:
    if corrected is None:
        return {"unit": min(own_ids)}
    return {
        "unit": corrected.unit,
        "requirement": corrected.requirement,
        "name": corrected.name,
        "citation": corrected.citation,
        "replaces": corrected.pk,
    }


def _added(request: HttpRequest, form: ProofForm, scope: Scope) -> bool:
    try:
        add_required_proof(**form.cleaned_data, by=request.user, today=scope.today)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return False
    return True
