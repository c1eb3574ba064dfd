"""The adapter for Tryton 7.0: orders, shipments, invoices and subscriptions of a real ERP, by its JSON-RPC."""
