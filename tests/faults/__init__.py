"""Faults: deliberate changes of source text, one at a time, each of which the proof must notice.

`server/` and `client/` hold the faults of the sandbox and of the client, one module for each noun or area, and
`templates.py` those of the templates that the client is generated from. The field `source` of a fault says how it came
about, because a check that was written for a fault proves less than a check that meets a fault for the first time:

- "with the checks": the first list, written beside the checks. Not blind.
- "blind, second list" and later: written blind, from a reading of the code or of the contract alone. The lists of
  server faults and of client faults are counted apart. The authors of the sixth and the seventh list of server faults
  and of the third list of client faults had not seen the other lists either. Of the sixth and the third, those stand
  here that no other list has; of the seventh, those that were not noticed at first.
- "unseen kinds": a list of 92 client faults, written blind, showed kinds of check that were missing. These faults were
  written with the checks of those kinds, one or two for each kind. Not blind.
- "kinds of checks": the same for faults of the sandbox, after a list of 157, written blind. Not blind.

How many faults of each blind list the checks of that time noticed at first:

| list               | faults         | noticed at first |
| ------------------ | -------------- | ---------------- |
| server, second     | 156            | 59 %             |
| server, third      | 110            | 74 %             |
| server, fourth     | 64             | 64 %             |
| server, fifth      | 48             | 58 %             |
| server, sixth      | 60 (18 kept)   | 98 %             |
| server, seventh    | 192 (4 kept)   | 98 %             |
| client, second     | 20             | 80 %             |
| client, third      | 25 (17 kept)   | 92 %             |
| client, fourth     | 92 (0 kept)    | 82 %             |

Authors who saw the earlier lists left out what these held, so their faults became more and more unusual. What was
missed made the checks more general, until every fault was noticed.
"""
