"""Central: the small API that reconciles the tills.

Imports the domain and the protocol, nothing else of ours.
"""
