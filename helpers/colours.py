"""The colours of the charts, and what each means; apart from the charts, for the page that gives each its dark one."""

INK, SOFT, RULE, PAPER = "#1c2733", "#55606b", "#c9d0d6", "#ffffff"
# What a colour means, in every chart. None carries a meaning alone: words or marks say the same.
COUNT = "#0b5a8f"  # blue: a count of people, the matter of the chart
CONTEXT = "#9fc3dd"  # pale blue: what the count is a part of, or is set against; with an edge in COUNT
ORDER = "#b4460f"  # orange: people with a final order within a larger group, or the exception that the title names
SECOND = "#e0a800"  # amber: the second class beside COUNT or ORDER; with an edge and words in INK
FALSE = "#a3122a"  # red: contradicted, and nothing else
NO_NUMBER = "#8f989f"  # grey: no number, the rest, not in question
