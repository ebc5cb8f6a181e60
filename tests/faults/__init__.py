"""Faults: deliberate changes of source text, one at a time, each of which the proof must notice.

`server/` and `client/` hold the faults of the sandbox and of the client, one module for each noun or area, and
`templates.py` those of the templates that the client is generated from. The field `source` of a fault says how it came
about, because a check that was written for a fault proves less than a check that meets a fault for the first time:

- "with the checks": written beside the checks, as ways in which they must not be passed.
- "blind, second list" to "blind, sixth list": written blind. The author had read the code or the contract, but not the
  checks. Authors of the later lists began with a fresh reading of the contract alone. The authors of the sixth list of
  server faults and of the third list of client faults had not seen the other lists either; of their sixty and
  twenty-five faults, those stand here that no other list has.
"""
