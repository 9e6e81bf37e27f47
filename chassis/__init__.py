"""How any service of OMA runs: settings, broker, delivery rules, object store, logs, metrics, traces, health."""
