"""The charts of the report, a module a chapter. `style` holds what all share; importing this package sets it."""

from helpers.charts import style

style.use()
