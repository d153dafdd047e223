from django.http import HttpRequest, HttpResponse


def verify(request: HttpRequest, reference: str = "", code: str = "") -> HttpResponse:
    return HttpResponse()
