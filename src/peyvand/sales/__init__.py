"""What customers take from us: orders with their lines, returns and cancellations with their sign.

An order is the first kind of exchange; deals, quotes, invoices and payments will join it here.
"""
