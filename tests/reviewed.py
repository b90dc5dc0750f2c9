"""Comparisons that no figure could contradict, read one by one: a change of the text asks for another reading.

In typed Markdown, in labels and cells of tables, and in pictures. What a figure could contradict stands in no such
list: `show.holds` asserts it, in the chapter that says it.
"""

import re

METHOD = {  # how this report counts, sorts and shows
    "The two are never added, and where they are compared, the text says so.",
    "More terms are in the .",
    "Every row carries one of three grades.",
    "read in a third party's copy of ICE's answer, of which only the first pages, Afghanistan to Haiti, could be read.",
    "found in one outlet only.",
    "found in one outlet only",
    "So this chapter shows how far each kind could explain the stock at most, where that can be said, and never splits the stock by reason.",
    "They do not say how many removals would have taken place with more of them, and no source read attributes a number of orders to capacity.",
    "The sources give the change and the removals, so a number of new orders consistent with both can be computed if every removal came out of the stock.",
    "So a fourth case takes only removals that followed an ICE arrest as coming out of the stock.",
    '**What a reader may change.** says how near a number must be to pass as "nearly" (from one half to one).',
    "The article never confirms itself:",
    "Every statement, in the order of the article.",
    "The article gives a figure for some nationalities and none for the rest.",
    "## Is it a majority from Latin America?",
    "The last groupings below are only parts of Latin America.",
    "Where every figure comes from, how sure it is, how one is chosen where sources disagree, and what adds up.",
    "those that are off by more than this fraction, from to .",
    "They stay together as one row, *not itemised*, so that the table always adds to the printed total.",
    "**What this does not show.** Outlets copy one another, so two outlets are not always two readings of the document.",
    "Every source is graded once, on its card.",
    "They mostly serve where the agency published nothing.",
    "Every printed figure is kept.",
    "Former states and rows that are no country have codes of their own and are never merged with another row.",
    "- The docket by nationality beyond the ten largest, and final orders by nationality on any other date.",
    "What this report knows about one nationality:",
    "In the HTML report, can be searched, and every row has an address of its own.*",
    "what stands between the two in law and in practice, what is counted, and what nobody publishes.",
    "More rows were found than the source counts, so it cannot be the number of rows of the table.",
    "The printed figure counts both dockets, the other only the non-detained one;",
    "The source names the ten largest;",
}
DEFINITION = {  # what a stock is, and what ICE counts
    "A stock grows when more orders become final than are carried out, ended or reopened, or when people with an order are released from ICE detention.",
    "ICE removals include returns, and people held from arrest to removal who were never part of the stock, and new orders keep coming.",
    "Expedited removals count only where ICE held the person.",
}
NAME = {  # of a row, a column or an axis, whose figures are sorted or cut so
    "Nationalities, largest first",
    "24 November 2024 over 30 September 2024 (used in this report)",
    "Final orders (24 November 2024) over non-detained docket (30 September 2024), ten largest on the",
    "half",
    "one half",
    "two thirds",
    "three quarters",
    "nine tenths",
    "Four largest",
    "Ten largest",
    "only people in itemised rows",
    "without rows found in one outlet only",
    "none",
    "none published:",
    "countries with more than 50 people in the stock for each removal, on a list or not",
    "countries with more than 20 people in the stock for each removal, on a list or not",
    "countries with more than ten people in the stock for each removal, on a list or not",
}
COUNTED = {  # numbers in letters that no other data would change
    "two minutes.",
    "about eight minutes.",
    "about ten minutes, without the full table.",
    "about ten minutes.",
    "about twelve minutes, without the source cards.",
    "MOST is how many nationalities the ranked chart names, from five to forty.",
    "The last three are the scenario:",
    "This chapter distinguishes four kinds of obstacle:",
    "Two divided bars of the same length.",
}
TWO_OF = re.compile(  # set phrases
    r"the two dates|ICE's two dockets|(?:the )?two (?:printed )?parts|ten people or fewer|between the two in law"
    r"|given a final order in the two years before|the removal period of ninety days|TPS in five points",
    re.IGNORECASE,
)
REVIEWED = METHOD | DEFINITION | NAME | COUNTED
