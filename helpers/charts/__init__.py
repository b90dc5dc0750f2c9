"""Charts of the report, a module a chapter. Importing it sets their common style."""

from helpers.charts import style

style.use()
