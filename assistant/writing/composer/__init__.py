"""The composer: a complete report by rules, no model needed.

words      the wording files the rules read (verbs, labels, leads)
masked     a note line with its facts hidden behind one character each, so that no rule can alter a value
shorthand  office shorthand to official prose (+10.1% -> 增长10.1%, A=B, a+b)
clause     one clause by its own grammar (rate, money, count, slogan, prose)
part       one part between semicolons; parts chained
labels     「标签：内容」 with a verb, a post, a coinage, a frame;  topic  all other labels
line       one note line -> one phrase
repeats    what was said before, what is disputed
weave      phrases -> sentences and paragraphs
frame      title, lead, closing
composer   the writer
"""

from assistant.writing.composer.composer import Composer

__all__ = ["Composer"]
