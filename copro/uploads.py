"""Receive files on disk, piece by piece, and stop keeping them as soon as they are too big or too many."""

from collections.abc import Callable
from functools import wraps

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.views.decorators.csrf import csrf_exempt, csrf_protect

MOST_FILES = 5
MOST_BYTES = 10 * 1024 * 1024  # one file
MOST_BYTES_IN_ALL = 25 * 1024 * 1024


class CappedUpload(TemporaryFileUploadHandler):
    """Write each file to a temporary one, never to memory. What is above a cap is read and thrown away.

    The names of what was thrown away are in `request.refused_uploads`: (name, reason), a reason of "file", "all" or
    "number". The rest of the form is still read, so that nothing typed is lost.
    """

    def __init__(self, request=None, *, most_bytes: int = MOST_BYTES, most_files: int = MOST_FILES):
        super().__init__(request)
        self.most_bytes, self.most_files = most_bytes, most_files
        self.files = self.bytes_in_all = 0
        request.refused_uploads = []

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.files += 1
        self.bytes = 0
        if self.files > self.most_files:
            self.refuse("number")

    def receive_data_chunk(self, raw_data, start):
        self.bytes += len(raw_data)
        self.bytes_in_all += len(raw_data)
        if self.bytes > self.most_bytes:
            self.refuse("file")
        if self.bytes_in_all > max(self.most_bytes, MOST_BYTES_IN_ALL):
            self.refuse("all")
        super().receive_data_chunk(raw_data, start)

    def refuse(self, reason: str):
        self.file.close()
        self.bytes_in_all -= self.bytes
        self.request.refused_uploads.append((self.file_name, reason))
        raise SkipFile


def streamed(**caps: int) -> Callable:
    """Give a view files that are on disk and within the caps. The form's CSRF token is checked as ever."""

    def decorate(view):
        checked = csrf_protect(view)

        @csrf_exempt  # the handler must be set before anything reads the body; `checked` reads the token afterwards
        @wraps(view)
        def receiving(request, *args, **kwargs):
            if request.method == "POST":
                request.upload_handlers = [CappedUpload(request, **caps)]
            return checked(request, *args, **kwargs)

        return receiving

    return decorate
