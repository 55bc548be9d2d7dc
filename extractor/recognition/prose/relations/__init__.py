"""Relations: which figures of the prose hang together; `finding` puts together what the rooms find.

`adding` reads sums, `dividing` shares and rates, `changing` growth, `aiming` goals, `paying` money told over a whole
report, `counting` announced numbers, `scoring` scores: one kind of wording a module. What all of them use stands beside
`finding`.
"""
