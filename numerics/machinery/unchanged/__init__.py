"""What has not changed since it was judged need not be judged again.

``definitions`` reads a module as pieces; ``graph`` follows names from piece to piece; ``fingerprint`` makes of all that
an entry rests on one hash; ``surroundings`` adds Python, processor, libraries; ``reads`` sees which files are read;
``memory`` keeps rows of a ledger under that hash.  Where anything is in doubt an entry is judged again.
"""
