"""The web server's front: takes bodies in without a thread, and calls Django when they are whole.

Read it in this order: `application` (a request's whole way), `body` and `form` (what arrives), `upload` (a file on its
way to a thread), `handler` (Django), `answer` (what goes back). docs/decisions/0002 says why it exists.
"""
