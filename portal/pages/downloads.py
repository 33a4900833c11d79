"""A case as a file: on paper, or for another system. File names say nothing about the child."""

from __future__ import annotations

import json
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from documents.summary_pdf import pdf
from documents.texts import ecogram_texts, paper_texts
from portal.access import Case, CaseEvent, open_case
from portal.desk import desk_of
from portal.sheet import pictures

FILE_NAME: Final = "summary"


def paper(request: Request) -> Response:
    """Give the case as a PDF of one A4."""
    desk = desk_of(request)
    case = _open(request, "download_pdf")
    moments = desk.moments(desk.paper_language)
    _, handoff = moments.translate, case.handoff
    picture = pictures(handoff, _, ("print",)).get("print")
    made = pdf(
        handoff,
        picture=picture,
        alt=ecogram_texts(_, handoff.network).description,
        texts=paper_texts(_, handoff, moments.dated),
        language=desk.paper_language,
    )
    return _file(made, "application/pdf", "pdf")


def data(request: Request) -> Response:
    """Give the case in its machine form."""
    case = _open(request, "download_json")
    text = json.dumps(case.handoff.to_json(), ensure_ascii=False, indent=2)
    return _file(text.encode(), "application/json", "json")


def _open(request: Request, event: CaseEvent) -> Case:
    desk = desk_of(request)
    with desk.store.begin() as work:
        consultant = desk.consultant(work, request)
        return open_case(work, consultant, request.path_params["handoff_id"], event=event, at=desk.clock())


def _file(content: bytes, media_type: str, ending: str) -> Response:
    name = f"{FILE_NAME}.{ending}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
