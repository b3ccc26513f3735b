import logging
import re

SIGNED_PATH = re.compile(
    r"(/(?:inscription/gerer|i|avis|copropriete/(?:ma-demande|mes-demandes))/)(?!liste/)[^/\s?\"']{20,}"
)


class MaskSignedLinks(logging.Filter):
    """Keep the tokens of signed links out of every log line."""

    def filter(self, record):
        message = record.getMessage()
        masked = SIGNED_PATH.sub(r"\1…", message)
        if masked != message:
            record.msg, record.args = masked, ()
        return True
