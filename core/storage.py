from django.core.files.storage import FileSystemStorage


class PrivateFileStorage(FileSystemStorage):
    """Files that no address leads to: only a view that has checked who asks opens them."""

    def url(self, name):
        raise ValueError("This file is not accessible via a URL.")
