"""The promises, each in a sentence: product.md's eight guards and requirements G1 to G12, under the names that tests and documents use."""

from __future__ import annotations

PROMISES = {
    "closed-list": "The kinds of harm are a closed list; neither charter nor database adds one. (guard 1, G1)",
    "no-name-needed": "A tip can be sent that names nobody. (guard 1, G5)",
    "guide-first": "The scope guide stands before every text box, and turning away leaves no row and no log line. (guard 2, G2)",
    "not-asked": "No charter asks what no tip line may ask. (guard 2, G4)",
    "no-dossiers": "No table or column is about a person, a tag, a score or a link between tips. (guard 3, G6)",
    "same-tables": "The database has the tables, columns, indexes and triggers of this release, and no others. (guard 3, G6)",
    "no-search": "No address searches, matches or lists across tips. (guard 3, G6, G8)",
    "no-counts-of-people": "What is counted names no person, no tip and no place. (guard 3, G7)",
    "no-matching": "No library for faces, voices, plates, telephone numbers or likeness is there. (guard 3, G8)",
    "no-informers": "There are no tasks for outsiders, no ratings, ranks, points or pay by the tip. (guard 4, G11)",
    "volume": "No grade, priority or deadline hangs on a number of tips. (guard 5)",
    "out-means-gone": "What is not confirmed is destroyed on a clock with an end, and nothing is kept for ever. (guard 6, G3)",
    "protected-conduct": "Protected conduct leads to nothing but its end, unless its tipster says that it was about harm, or a colleague past the scope check. (guard 6, G3)",
    "nothing-dropped": "Every tip that came is there, with its words and a reader's key, or the journal says that it was destroyed. (guard 6, A12)",
    "two-confirm": "Each tip that is called confirmed was signed by two people who have graded it. (D2)",
    "two-export": "An export is one tip, signed by two people. (guard 7, G9)",
    "two-pass-on": "Passing on needs a confirmed finding or a danger to life, and two people. (guard 7, G10)",
    "two-keys": "A sealed name was opened with two readers' signatures, the tipster's yes or a day that had come, and a custodian's. (A9)",
    "rewards": "Rewards are off unless the charter says so, a few fixed amounts by rules that stay for a tip once sent, and never before a confirmed finding. (guard 8)",
    "thirty-days": "A change of the charter waits thirty days, in the database too. (G12)",
    "database-guards": "Every guard of the database is in place, word for word. (G3, G6, G9, G10, G12)",
    "layers": "What decides, exports and destroys can neither seal nor open. (G9)",
}
