from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from copro import majorities
from copro.majorities_form import MajorityForm
from copro.models import Decision


@require_safe
def page(request):
    """Which majority for which decision, and whether a count is enough. Nothing is kept."""
    decisions = list(Decision.objects.in_force(timezone.localdate()))
    form = MajorityForm(request.GET if MajorityForm.asked(request.GET) else None, decisions=decisions)
    chosen = form.chosen()
    ballot = form.ballot() if form.is_bound and form.is_valid() else None
    context = {
        "form": form,
        "decisions": decisions,
        "vote": majorities.explain(chosen) if chosen else None,
        "count": majorities.in_words(chosen, ballot) if chosen and ballot else None,
    }
    return render(request, "copro/majorities.html", context)
