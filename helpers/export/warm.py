"""What the kernels of a build have in common, made once by the process that they are forked from: see `kernels`."""

from contextlib import suppress

from helpers import exhibits, load  # noqa: F401
from helpers.charts import style
from helpers.problems import DataError

with suppress(DataError):  # which the build itself meets and tells
    data = load.data()
    for derived in ("figures", "removals_by_citizenship", "docket_by_citizenship", "cooperation"):
        getattr(data, derived)

style.settled(style.new_figure(style.WIDE, 1)[0])
