"""What we sell: products and services. Orders refer to them; price lists will live here."""
