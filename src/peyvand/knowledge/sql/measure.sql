-- Measures a section of customers anew by the minimum profiles as they are now.
SELECT knowledge_measure(ARRAY(SELECT id FROM people_customer WHERE id BETWEEN %(low)s AND %(high)s));
