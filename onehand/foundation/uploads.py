"""How much a form may bring along. What is announced as more never touches the disk; the words beside it are kept."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MEGABYTES = 20
MOST_BYTES = MEGABYTES * 1024 * 1024
_AROUND = 1024 * 1024  # bytes of the form's other fields and of the boundaries


def too_long(request: HttpRequest) -> bool:
    """Whether the form, by its Content-Length, carries more than MOST_BYTES of files."""
    announced = str(request.META.get("CONTENT_LENGTH") or "0")
    return announced.isdecimal() and int(announced[:20]) > MOST_BYTES + _AROUND


class Bounded(FileUploadHandler):
    """Stands before the handlers that store: the files of a form that is too long are read past, its fields are not."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.request is not None and too_long(self.request):
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> bytes:
        return raw_data

    def file_complete(self, _file_size: int) -> None:
        return None
