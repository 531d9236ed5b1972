"""The errors that a user can cause; each says in a sentence what to do."""


class DragomanError(Exception):
    """The family of all errors that a user can cause."""


class PageError(DragomanError):
    """A page that cannot be read; it is set aside with this reason and the run goes on."""


class KnowledgeError(DragomanError):
    """A table of the knowledge that is missing or wrong, with file and line."""


class ModelError(DragomanError):
    """No language model is installed, or the one that is cannot be loaded."""


class ArchiveError(DragomanError):
    """An archive that cannot be opened, read or written."""


class QueryError(DragomanError):
    """A question to the archive that makes no sense: an unknown filter value, id or format."""


class ConflictError(QueryError):
    """A judgement that another reviewer's crossed: both stay, and the later one must be sent knowingly."""


class EvaluationError(DragomanError):
    """A gold file that cannot be read, or that has no page or report to compare it with."""
