"""Everything the report knows about one nationality."""

from helpers.figures import Data


def entries(data: Data) -> list[dict]:
    """The look-up of the page: an entry a nationality."""
    return []
