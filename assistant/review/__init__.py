"""Human review, without any storage: who may do what, what state follows, what a version, a proposal, a signature is.

Pure: no database, no clock (times are passed in), no framework. The store keeps these values, the service calls these
functions in the transaction that writes them; nothing here trusts a screen.

people, permissions   roles and actors; one table action x role x member of the report
machine, states       the states of section, report and fact as tables; what a step needs
canonical             one spelling as bytes, and its hash
versions              append-only, content-addressed; rounds; who brought in a figure, what somebody changed
words, alignment, difference    the difference of two texts in hunks a person can take one by one
merging, conflicts, proposals   two changes of one text; two people saving; what a model suggests
comments              comments whose places follow the text
signing               signatures, gates, co-signing, what blocks "final", the hash of what is signed
audit                 the chain of what was done
ledger, renderings    work on facts, and what follows for the text
personal_data, listed_names    personal data found by form and context; names found by arrangement and dictionary
masking               hidden before a model call and put back
"""

from __future__ import annotations

from assistant.review.people import Actor, Membership, Role, single_person
from assistant.review.permissions import Action, Policy, decide, require

__all__ = ["Action", "Actor", "Membership", "Policy", "Role", "decide", "require", "single_person"]
