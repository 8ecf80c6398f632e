"""nigao (拟稿): bullet notes and metrics in, a checked application report out.

Layers, top to bottom; imports only go down (enforced by import-linter):

    cli  >  ui  >  bootstrap  >  service  >  examining | librarian  >  jobs | fixing | diagnosis
    >  writing | checking | library | export | store | notes
    >  review
    >  knowledge | figures | prompting | tokens | dictionary
    >  clauses  >  settings  >  events  >  appraisal  >  model  >  errors
"""

__version__ = "0.1.0"
