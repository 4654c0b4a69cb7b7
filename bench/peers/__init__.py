"""python -m bench.peers: the libraries that people build this with, and ours, over the same passages.

Reading order: serve (what an adapter answers), NAME/peer (the adapters), environments, process, corpora, ndcg, measure,
machine, table, __main__.
"""
