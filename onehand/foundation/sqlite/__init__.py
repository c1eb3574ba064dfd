"""SQLite as Onehand uses it: durable, many readers, and writers that stand in one fair queue.

`ENGINE = "onehand.foundation.sqlite"`. The queue is in `queue`, the connection in `base`; `changes` tells
cheaply whether anybody has committed something.
"""
