from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from copro import texts
from copro.enums import ModelKind
from copro.models import GlossaryTerm, ModelText
from copro.obligations_views import download
from core.pdf import render_pdf

FILES = {
    "pdf": ("application/pdf", lambda model: render_pdf("copro/model_pdf.html", {"model": model})),
    "odt": (texts.ODT, texts.odt),
    "txt": ("text/plain; charset=utf-8", texts.plain),
}


@require_safe
def models(request):
    found = ModelText.objects.in_force(timezone.localdate())
    kinds = {kind: [each for each in found if each.kind == kind] for kind in ModelKind}
    return render(request, "copro/models.html", {"kinds": [(kind, each) for kind, each in kinds.items() if each]})


@require_safe
def model_file(request, key, extension):
    """A model as a file, made when it is asked for: it is always the published text."""
    if extension not in FILES:
        raise Http404
    model = get_object_or_404(ModelText.objects.in_force(timezone.localdate()), key=key)
    content_type, write = FILES[extension]
    return download(write(model), content_type, f"{model.key}.{extension}")


@require_safe
def glossary(request):
    terms = GlossaryTerm.objects.in_force(timezone.localdate())
    letters = [(letter, list(group)) for letter, group in groupby(terms, key=lambda term: term.term[:1].upper())]
    return render(request, "copro/glossary.html", {"letters": letters})
