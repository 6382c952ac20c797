"""The demo: a whole day on embedded defaults, in a window or as a script.

And an audit that trusts nobody.
"""
