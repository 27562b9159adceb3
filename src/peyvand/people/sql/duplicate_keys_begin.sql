-- A place for the keys of customers that are being read again; it goes with the transaction.
CREATE TEMPORARY TABLE duplicate_fresh (customer_id bigint NOT NULL, key bigint NOT NULL, most integer NOT NULL)
ON COMMIT DROP
