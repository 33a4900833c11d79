"""Style sheets and the mark."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from portal.tokens import stylesheet


def routes() -> list[BaseRoute]:
    """Give the routes below /static."""
    return [Route("/static/tokens.css", tokens), Mount("/static", app=Unhurried(packages=[("portal", "static")]))]


def tokens(request: Request) -> Response:
    """Give the colours."""
    return Response(stylesheet(), media_type="text/css", headers={"Cache-Control": "no-cache"})


class Unhurried(StaticFiles):
    """Files a browser may keep, but asks about each time: after an update nobody sees old ones."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """Give a file, with the header that says so."""
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "no-cache"
        return response
