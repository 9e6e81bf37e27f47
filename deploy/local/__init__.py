"""The embedded stack: broker, database, object store and the five services as processes of this machine."""
