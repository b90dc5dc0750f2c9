"""Imported once for all kernels of a build: what the notebooks import, and the data, read and checked."""

import contextlib

from helpers import findings, ledger, load, profile, snapshots  # noqa: F401
from helpers.charts import capacity, cooperation, docket, nationality, removals, world  # noqa: F401
from helpers.charts import ledger as charts_of_the_ledger  # noqa: F401
from helpers.problems import DataError

with contextlib.suppress(DataError):  # which the build itself reports
    load.data()
