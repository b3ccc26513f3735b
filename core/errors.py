class DomainError(Exception):
    """A refusal with its sentence, already in the reader's language. Views catch it and show it; nothing was written.

    `field` names the form field that the sentence belongs to, when there is one.
    """

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.message = str(message)
        self.field = field
